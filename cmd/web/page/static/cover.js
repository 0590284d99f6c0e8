// What is seen until the first live frame: a still picture and how much of the
// program has arrived.

export class Cover {
  constructor(element) {
    this.element = element;
    this.bar = element.querySelector('progress');
    this.words = element.querySelector('.words');
  }

  count(got, all) {
    this.bar.max = all;
    this.bar.value = got;
    this.words.textContent = got < all ? `loading the live figure: ${mega(got)} of ${mega(all)} MB` : 'starting the live figure';
  }

  // lift lets the canvas be seen: it has a picture now.
  lift() {
    document.documentElement.classList.add('running');
    this.element.hidden = true;
  }
}

function mega(bytes) { return (bytes / 1e6).toFixed(1); }
