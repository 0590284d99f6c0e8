//go:build !js

package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// Kept records: any bit that flips and any end that is cut off makes one that is
// not there, and then the other place, or nothing, is used.
func TestBrowserADamagedRecordIsNoRecord(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(twin + ` === 'At step 0 in mode qpw=0.'`)
	script := eval[string](b, `performance.getEntriesByType('resource').map((r) => r.name).find((n) => /\/store\.[0-9a-f]+\.js/.test(n))`)
	got := eval[[]int](b, `(async () => {
  const { Store, encode, decode } = await import('`+script+`');
  const first = new Store('test:x'), big = { link: 'v=1&text=' + 'a%20é'.repeat(80), draft: 'x\ny' };
  first.save({ link: 'older' });
  first.save(big);
  const keys = ['a', 'b'].map((s) => 'barnyard.keep/test:x/' + s);
  const whole = keys.map((k) => localStorage.getItem(k));
  const newer = whole[0].includes('older') ? 1 : 0;
  let other = 0, none = 0, wrong = 0, seed = 7;
  const random = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
  for (let i = 0; i < 10000; i++) {
    let text = whole[newer];
    const at = random(text.length);
    if (i % 3 === 0) text = text.slice(0, at);
    else if (i % 3 === 1) text = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random(16))) + text.slice(at + 1);
    else text = text.slice(0, at) + text.slice(at + 1 + random(4));
    localStorage.setItem(keys[newer], text);
    const both = i % 10 === 9;
    if (both) localStorage.setItem(keys[1 - newer], text);
    const found = new Store('test:x').load();
    if (both ? found === null : found?.link === 'older') (both ? none++ : other++); else wrong++;
    localStorage.setItem(keys[0], whole[0]);
    localStorage.setItem(keys[1], whole[1]);
  }
  const back = new Store('test:x');
  const same = JSON.stringify(back.load()) === JSON.stringify(big);
  back.save({ link: 'next' });
  const turns = keys.map((k) => decode(localStorage.getItem(k)).turn).sort();
  const odd = [null, undefined, '', 'b1', 'b2 1 2 00000000 {}', 7, encode([], 1), encode(null, 1), encode('x', 1), 'b1 1 2 ' + 'f'.repeat(8) + ' {}'].filter((t) => decode(t) !== null).length;
  first.drop();
  return [other, none, wrong, same ? 1 : 0, turns[0], turns[1], odd, localStorage.getItem(keys[0]) === null ? 1 : 0];
})()`)
	assert.Equal(t, []int{9000, 1000, 0, 1, 2, 3, 0, 1}, got)
	b.noMistakes()
}

// In a storage that is full the oldest records give way, and no more of them than
// must.
func TestBrowserAFullStorageForgetsTheOldest(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(twin + ` === 'At step 0 in mode qpw=0.'`)
	script := eval[string](b, `performance.getEntriesByType('resource').map((r) => r.name).find((n) => /\/store\.[0-9a-f]+\.js/.test(n))`)
	got := eval[string](b, `(async () => {
  const { Store, places } = await import('`+script+`');
  const kept = new Map(), room = 4000;
  const storage = {
    get length() { return kept.size; },
    key: (i) => [...kept.keys()][i],
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => kept.delete(key),
    setItem(key, text) {
      const used = [...kept].reduce((sum, [k, v]) => sum + (k === key ? 0 : v.length), 0);
      if (used + text.length > room) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, text);
    },
  };
  const save = (place, at, size) => new Store(place, storage).save({ at, text: 'x'.repeat(size) });
  save('newest', 40, 900), save('oldest', 10, 900), save('older', 20, 900), save('newer', 30, 900);
  const said = [save('mine', 50, 1500), places(storage).sort().join()];
  said.push(save('mine', 51, 5000), places(storage).join()); // there cannot be room
  return said.join(' ');
})()`)
	assert.Equal(t, "true mine,newer,newest false mine", got)
	b.noMistakes()
}

// A storage that is blocked, full, or holds what somebody else wrote there stops
// nothing.
func TestBrowserStorageThatFails(t *testing.T) {
	for name, script := range map[string]string{
		"blocked": `for (const n of ['localStorage', 'sessionStorage']) Object.defineProperty(window, n, { get() { throw new DOMException('no', 'SecurityError'); } });`,
		"full":    `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
		"garbage": `for (const k of ['barnyard.keep/x:figure/a', 'barnyard.keep/x:figure/b', 'barnyard.keep/', 'barnyard.lost', 'barnyard.alive', 'barnyard.tab']) { localStorage.setItem(k, '\u0000{"__proto__":1}'); sessionStorage.setItem(k, '{}"'); }`,
		"version": `for (const s of ['a', 'b']) localStorage.setItem('barnyard.keep/x:figure/' + s, 'b9 1 2 00000000 {}');`,
	} {
		t.Run(name, func(t *testing.T) {
			b, url := open(t), placeholderSite(t)
			call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
			b.do(chromedp.Navigate(url + "figure.html#v=1&text=seed%202&t=5ns"))
			b.until(twin + `.startsWith('At step 5 in mode qpw=0.')`)
			b.act(`barnyard.message('step')`)
			b.until(twin + `.startsWith('At step 6 in mode qpw=0.') && location.hash.includes('t=6ns')`)
			b.noMistakes()
		})
	}
}

// tab is another tab of the same browser.
func (b *browser) tab() (*browser, context.CancelFunc) {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	return listenTo(b.t, ctx), cancel
}

// kill ends the tab's process, as a system does that has no memory left, and
// returns the address that the browser has for it then.
func (b *browser) kill() string {
	b.t.Helper()
	ctx, cancel := b.soon()
	defer cancel()
	go func() { // it never answers
		_ = chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, page.Crash, cdp.Empty{})
			return err
		}))
	}()
	select {
	case <-b.crashed:
	case <-ctx.Done():
		b.t.Fatal("the tab's process does not die")
	}
	c := chromedp.FromContext(b.ctx)
	info, err := cdp.Call(ctx, c.Browser, target.GetTargetInfo, target.GetTargetInfoParams{TargetID: c.Target.TargetID})
	require.NoError(b.t, err)
	return info.TargetInfo.URL
}

// killed is how many times a tab is killed: a few, a thousand, or as BARNYARD_KILLS
// says.
func killed(few int) int {
	if n, err := strconv.Atoi(os.Getenv("BARNYARD_KILLS")); err == nil {
		return n
	}
	if long() {
		return 1000
	}
	return few
}

// Wherever the tab is when it dies, no edit is lost that is older than a quarter
// of a second, and the figure opens in the state that it was in.
func TestBrowserNothingIsLostWhenATabDies(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate("about:blank"))
	from, _ := strconv.ParseUint(os.Getenv("BARNYARD_FROM"), 10, 32) // other moments
	rnd := sim.NewRand(5, 11+from)
	edits, here := 0, url+"figure.html"
	for range killed(6) {
		tab, done := b.tab()
		tab.do(chromedp.Navigate(here))
		tab.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step ')`)
		if edits > 0 {
			tab.until(`Number(/seed (\d+)/.exec(document.querySelector('textarea').value)?.[1]) >= ` + strconv.Itoa(edits))
		}
		number := edits
		var made []time.Time // of each edit
		for range 1 + rnd.Intn(4) {
			number++
			tab.act(fmt.Sprintf(`{ const field = document.querySelector('textarea'); field.value = 'seed %d\n'; field.dispatchEvent(new Event('input')); }`, number))
			made = append(made, time.Now())
			time.Sleep(time.Duration(rnd.Intn(500)) * time.Millisecond)
		}
		at := time.Now()
		here = tab.kill()
		for i, when := range made {
			if at.Sub(when) >= 250*time.Millisecond {
				edits = number - len(made) + 1 + i
			}
		}
		require.Contains(t, here, "figure.html")
		done()
	}
	assert.Positive(t, edits)
	t.Logf("%d tabs were killed, the last one after edit %d", killed(6), edits)
}

// With the real program: what opens again has the same hash as what was lost.
func TestBrowserTheSameStateAfterATabDied(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.do(chromedp.Navigate("about:blank"))
	tab, done := b.tab()
	tab.do(chromedp.Navigate(url + "figure.html#v=1&s=alloc-burst&t=2us"))
	tab.until(twin + `.includes('at 2.000')`)
	tab.act(`barnyard.do('step', '7'); barnyard.do('mode', 'qpw=1')`)
	tab.until(`location.hash.includes('&h=')`)
	time.Sleep(700 * time.Millisecond)
	address := tab.kill()
	done()

	tab, done = b.tab()
	defer done()
	tab.do(chromedp.Navigate(address))
	tab.until(twin + `.includes('qpw=1, at 2.0')`)
	tab.act(`barnyard.do('step', '1'); barnyard.do('step', '-1')`)
	time.Sleep(time.Second)
	tab.until(`location.hash.includes('&h=')`)
	assert.NotContains(t, eval[string](tab, twin), "another state")
	hash := func(link string) string {
		_, behind, _ := strings.Cut(link, "&h=")
		return behind
	}
	require.NotEmpty(t, hash(address))
	assert.Equal(t, hash(address), hash(eval[string](tab, `location.href`)))
}
