const within = 1500

/**
 * The quick way out: `<leave-quickly data-to="https://…"><a href>`. The page is blanked at once and its place in the history is
 * taken by the neutral one, so that the back button does not lead here, and whoever was signed in is signed out, so that nobody
 * else at this device can come back in. Esc three times does the same. Without script: a link, which signs out on its way there.
 */
class LeaveQuickly extends HTMLElement {
  #presses: number[] = []

  connectedCallback() {
    this.addEventListener('click', this.#leave)
    document.addEventListener('keydown', this.#count)
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#count)
  }

  #leave = (event: Event) => {
    const { to } = this.dataset
    if (!to) return
    event.preventDefault()
    if (document.querySelector('form[action="/logga-ut"]')) navigator.sendBeacon('/logga-ut', new URLSearchParams())
    document.title = new URL(to).hostname
    document.body.hidden = true
    location.replace(to)
  }

  #count = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.repeat) return
    const now = event.timeStamp
    this.#presses = [...this.#presses.filter((then) => now - then < within), now]
    if (this.#presses.length >= 3) this.#leave(event)
  }
}

customElements.define('leave-quickly', LeaveQuickly)
