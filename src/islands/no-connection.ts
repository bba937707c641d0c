/**
 * `<no-connection>` holds, hidden in a live region, that there is no connection. A form sent meanwhile would give way to the browser's own page, and
 * what was typed could be lost with it: it stays instead, and the words say so until there is a connection again. What was on its way when the
 * connection broke can be sent once more: its form has a key, and twice is once.
 */
class NoConnection extends HTMLElement {
  connectedCallback() {
    document.addEventListener('submit', this.#stop, true)
    addEventListener('online', this.#hide)
  }

  disconnectedCallback() {
    document.removeEventListener('submit', this.#stop, true)
    removeEventListener('online', this.#hide)
  }

  #stop = (event: Event) => {
    if (navigator.onLine) return
    event.preventDefault()
    event.stopPropagation()
    this.#say(true)
  }

  #hide = () => this.#say(false)

  #say(shown: boolean) {
    for (const part of this.querySelectorAll<HTMLElement>('.ends')) part.hidden = !shown
  }
}

customElements.define('no-connection', NoConnection)
