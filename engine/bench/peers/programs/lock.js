// The lock workload of engine/bench/lock_test.go for sim.js: node lock.js END, its
// locks those that the library has, or node lock.js END plain.
const fs = require('fs')
const vm = require('vm')

// Version 2.0.3 is a bundle for browsers that exports nothing: what it comes to
// is its own loader, and the library is the module that it begins with, 7.
const { Sim, Entity, Buffer } = vm.runInThisContext(fs.readFileSync(require.resolve('simjs'), 'utf8'))(7)

const CPUS = 64
const end = Number(process.argv[2])

// A lock of the library's parts: a buffer for one, full while somebody has it.
class Filled {
  buffer = new Buffer('', 1)

  take(p) {
    const waits = this.buffer.current() === 1
    p.putBuffer(this.buffer, 1).done(waits ? p.granted : p.hold, p)
  }

  release(p) {
    p.getBuffer(this.buffer, 1)
  }
}

// The same without the library, which then only keeps the time.
class Plain {
  held = false
  queue = []

  take(p) {
    if (this.held) {
      this.queue.push(p)
      return
    }
    this.held = true
    p.hold()
  }

  release() {
    const next = this.queue.shift()
    if (next) {
      next.setTimer(0).done(next.granted, next)
    } else {
      this.held = false
    }
  }
}

const Lock = process.argv[3] === 'plain' ? Plain : Filled
const locks = Array.from({ length: CPUS }, () => new Lock())
const all = []
let events = 0

class Process extends Entity {
  start(i) {
    this.i = i
    this.seed = Math.imul(i + 1, 2654435761) >>> 0
    this.sum = 0
    all.push(this)
    this.draw()
  }

  until(rounds, then) {
    const now = this.time()
    this.setTimer((Math.floor(now / CPUS) + rounds) * CPUS + this.i - now).done(then, this)
  }

  draw() {
    let r = this.seed
    r ^= r << 13
    r ^= r >>> 17
    r ^= r << 5
    this.seed = r >>>= 0
    this.rounds = 1 + (r >>> 6) % 8
    this.lock = locks[(r >>> 12) % 64 === 0 ? (r >>> 18) % 64 : this.i]
    this.until(1 + r % 64, this.take)
  }

  take() {
    events++
    this.lock.take(this)
  }

  granted() {
    events++
    this.hold()
  }

  hold() {
    this.sum = (Math.imul(this.sum, 31) + this.time()) >>> 0
    this.until(this.rounds, this.release)
  }

  release() {
    events++
    this.lock.release(this)
    this.draw()
  }
}

const sim = new Sim()
for (let i = 0; i < CPUS; i++) sim.addEntity(Process, `p${i}`, i)
const began = process.cpuUsage()
sim.simulate(end)
const spent = process.cpuUsage(began)
let x = 0
for (const p of all) x = (Math.imul(x, 1000003) + p.sum) >>> 0
console.log(events, x, (spent.user + spent.system) * 1000 / events)
