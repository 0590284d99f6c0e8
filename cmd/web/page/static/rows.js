// A list of lines that answer to a press, with one stop of the Tab key for all
// of them: arrow keys, Home and End go along the lines, Enter presses one.

export class Rows {
  // pressed is called with the key of a line.
  constructor(list, pressed) {
    this.list = list;
    this.rows = [];
    list.addEventListener('click', (event) => {
      const at = this.indexOf(event.target);
      if (at >= 0) pressed(this.rows[at].key);
    });
    list.addEventListener('keydown', (event) => this.key(event));
    list.addEventListener('focusin', (event) => this.stop(this.indexOf(event.target)));
  }

  // show takes [{key, text, now}] and keeps the lines that are there already.
  show(rows) {
    this.rows = rows;
    const lines = [...this.list.children]; // once: a live list is counted anew after each change
    for (const line of lines.slice(rows.length)) line.remove();
    rows.forEach((row, i) => this.line(lines[i], row));
    const now = rows.findLastIndex((row) => row.now);
    if (!this.list.contains(document.activeElement)) this.stop(now >= 0 ? now : rows.length - 1);
    this.reveal(now >= 0 ? now : 0);
  }

  line(item, { text, now }) {
    let button = item?.firstChild;
    if (!button) {
      button = document.createElement('button');
      button.type = 'button';
      button.tabIndex = -1;
      const added = document.createElement('li');
      added.append(button);
      this.list.append(added);
    }
    if (button.textContent !== text) button.textContent = text;
    if (now) button.setAttribute('aria-current', 'step'); else button.removeAttribute('aria-current');
  }

  // stop lets the Tab key come to one line.
  stop(at) {
    for (const { firstChild: button } of this.list.children) button.tabIndex = -1;
    const button = this.list.children[at]?.firstChild;
    if (button) button.tabIndex = 0;
  }

  // reveal scrolls the list, and nothing but the list.
  reveal(at) {
    const line = this.list.children[at];
    if (!line || this.list.contains(document.activeElement)) return;
    const { list } = this;
    const top = line.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top + line.offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = top - list.clientHeight / 2;
    }
  }

  key(event) {
    const at = this.indexOf(event.target);
    const last = this.rows.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.list.children[Math.min(Math.max(to, 0), last)]?.firstChild.focus();
  }

  indexOf(target) {
    const line = target.closest?.('li');
    return line ? [...this.list.children].indexOf(line) : -1;
  }

  // text is what is copied.
  text() { return this.rows.map((row) => row.text).join('\n'); }
}

// wireCopy lets a button copy a text; where a page may not write, what it would
// have copied is marked, so that the reader can.
export function wireCopy(button, text, shown) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'copied';
    } catch {
      getSelection().selectAllChildren(shown);
      button.textContent = 'marked: Ctrl+C copies';
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
