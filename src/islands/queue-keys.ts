const place = 'delakt-keys'
/** Milliseconds in which a page that has just come up decides nothing: a key still pressed was meant for the page before. */
const settle = 1500

/**
 * Single keys for a queue: J and K go to the next and the previous `.queue a`, any other key presses the button with that `data-key`.
 * Wraps the line that explains the keys and a `button` with `data-off` and `data-on` words that switches them (WCAG 2.1.4);
 * the choice stays in the browser. Where the line is not shown (delakt.css) no key does anything. Keys are left alone inside fields, when held down, and together with Ctrl, Alt or Meta. A key that
 * decides does nothing until the page has been shown a while; one that opens a form goes to its first field.
 */
class QueueKeys extends HTMLElement {
  #settled = false
  #timer = 0

  connectedCallback() {
    this.#show()
    window.addEventListener('pageshow', this.#show)
    document.addEventListener('keydown', this.#press)
    this.querySelector('button')?.addEventListener('click', this.#toggle)
    this.#tell()
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer)
    window.removeEventListener('pageshow', this.#show)
    document.removeEventListener('keydown', this.#press)
    this.querySelector('button')?.removeEventListener('click', this.#toggle)
  }

  #show = () => {
    this.#settle(false)
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#settle(true), settle)
  }

  /** A key that does nothing yet is seen not to, wherever on the page it stands. */
  #settle(settled: boolean) {
    this.#settled = settled
    for (const key of document.querySelectorAll('kbd'))
      key.toggleAttribute('data-waits', !settled && decides(key.textContent.trim().toLowerCase()))
  }

  get #on() {
    return localStorage.getItem(place) !== 'off'
  }

  #toggle = () => {
    if (this.#on) localStorage.setItem(place, 'off')
    else localStorage.removeItem(place)
    this.#tell()
  }

  #tell() {
    const button = this.querySelector('button')
    if (button) button.textContent = (this.#on ? button.dataset['off'] : button.dataset['on']) ?? ''
    this.toggleAttribute('data-off', !this.#on)
    for (const hint of this.querySelectorAll<HTMLElement>('span')) hint.hidden = !this.#on
  }

  #press = (event: KeyboardEvent) => {
    if (
      !this.#on ||
      !this.getClientRects().length ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      event.repeat ||
      isField(event.target)
    )
      return
    const key = event.key.toLowerCase()
    const step = steps.get(key)
    if (!this.#settled && decides(key)) return
    const target = step === undefined ? byKey(key) : neighbour(step)
    if (!target) return
    event.preventDefault()
    target.click()
    if (target.matches('summary')) firstField(target.closest('details[open]'))?.focus()
  }
}

const steps = new Map([
  ['j', 1],
  ['k', -1],
])

/** Going on and undoing decide nothing. */
const decides = (key: string) => !steps.has(key) && key !== 'z'

const firstField = (form: Element | null) => form?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select')

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

const neighbour = (step: number) => {
  const all = [...document.querySelectorAll<HTMLElement>('.queue a')]
  return all[all.findIndex((link) => link.ariaCurrent) + step]
}

const byKey = (key: string) =>
  [...document.querySelectorAll<HTMLElement>('[data-key]')].find((button) => button.dataset['key']?.toLowerCase() === key)

customElements.define('queue-keys', QueueKeys)
