// Command jumping jumps in every way that Go knows, and prints what came of it.
package main

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
)

func main() {
	fmt.Println(loops(7), primes(60), words("a barn, a sheaf and a barn"))
	fmt.Println(gotos(5), switches(40), labels(9))
	fmt.Println(recovered(func() { _ = []int{1}[len(os.Args)+3] }), recovered(func() { panic("own") }), recovered(func() {}))
	fmt.Println(deferred(), deep(20_000), typed(1, "x", nil, 2.5, errors.New("e")))
	fmt.Println(rounds([]int{5, 2, 9, 1, 7, 7, 0}), rounds(nil))
	fmt.Println(halves(27))
	fmt.Println(channels(50), selected(40), sorted())
}

func loops(n int) (sum int) {
	for i := range n {
		for j := i; j > 0; j /= 2 {
			if j%3 == 1 {
				continue
			}
			sum += j
		}
		if sum > 1000 {
			break
		}
	}
	return sum
}

func primes(n int) (all []int) {
next:
	for i := 2; i < n; i++ {
		for _, p := range all {
			if i%p == 0 {
				continue next
			}
		}
		all = append(all, i)
	}
	return all
}

func words(s string) map[string]int {
	count := map[string]int{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		count[w]++
	}
	return count
}

func gotos(n int) (s string) {
	i := 0
again:
	if i >= n {
		goto out
	}
	if i&1 == 0 {
		i += 2
		s += "even "
		goto again
	}
	i++
	goto again
out:
	return s + fmt.Sprint(i)
}

func switches(n int) (s []byte) {
	for i := range n {
		switch {
		case i%15 == 0:
			s = append(s, '*')
			fallthrough
		case i%5 == 0:
			s = append(s, 'b')
		case i%3 == 0:
			s = append(s, 'f')
		}
		switch i {
		case 1, 2, 3, 5, 8, 13, 21, 34:
			s = append(s, '+')
		case 11, 12:
			return append(s, '!')
		}
	}
	return s
}

func labels(n int) (sum int) {
outer:
	for i := 0; ; i++ {
		for j := 0; ; j++ {
			switch {
			case j > i:
				continue outer
			case i > n:
				break outer
			}
			sum += i ^ j
		}
	}
	return sum
}

// rounds and halves call nobody: loops within loops, with two questions, with
// none, and one that is left from its middle.
func rounds(all []int) [7]int {
	var out [7]int
	copy(out[:], all)
	for i := 1; i < len(out); i++ {
		for j := i; j > 0 && out[j-1] > out[j]; j-- {
			out[j-1], out[j] = out[j], out[j-1]
		}
	}
	return out
}

func halves(n uint) (steps, highest uint) {
	for {
		highest = max(highest, n)
		if n <= 1 {
			return steps, highest
		}
		for n&1 == 0 {
			n >>= 1
			steps++
			if n == 4 {
				break
			}
		}
		if n == 4 {
			n = 1
			continue
		}
		if n > 1 {
			n = 3*n + 1
			steps++
		}
	}
}

func recovered(f func()) (said any) {
	defer func() { said = fmt.Sprint(recover()) }()
	f()
	return nil
}

func deferred() (s string) {
	for i := range 4 {
		defer func() {
			if r := recover(); r != nil {
				s += fmt.Sprint("caught ", r, " ")
			}
			s += fmt.Sprint(i, " ")
			if i == 2 {
				panic("two")
			}
		}()
	}
	return "out "
}

// deep needs the stack to grow, in the middle of calls.
func deep(n int) int {
	var room [16]int
	room[n%16] = n
	if n == 0 {
		return 0
	}
	return deep(n-1) + room[n%16] - n + 1
}

func typed(all ...any) (s []string) {
	for _, a := range all {
		switch a := a.(type) {
		case int:
			s = append(s, "int")
		case string, error:
			s = append(s, fmt.Sprint("words ", a))
		case nil:
			s = append(s, "nil")
		default:
			s = append(s, fmt.Sprintf("%T", a))
		}
	}
	return s
}

// channels lets goroutines wait for each other, so that functions are left and
// come back to by the table.
func channels(n int) (sum int) {
	in, out := make(chan int), make(chan int, 3)
	for range 3 {
		go func() {
			for i := range in {
				if i%7 == 0 {
					out <- -i
					continue
				}
				out <- i
			}
		}()
	}
	go func() {
		for i := range n {
			in <- i
		}
		close(in)
	}()
	for range n {
		sum = sum + <-out
	}
	return sum
}

func selected(n int) (sum int) {
	a, b, end := make(chan int), make(chan int), make(chan bool)
	go func() {
		defer close(end)
		for i := range n {
			select {
			case a <- i:
			case b <- 1000 * i:
			}
		}
	}()
	for {
		select {
		case v := <-a:
			sum += v
			continue
		case v := <-b:
			sum += v / 1000
		case <-end:
			return sum
		}
	}
}

func sorted() []string {
	all := strings.Split("sheaf barn slab cache node cpu task lock", " ")
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	return all
}
