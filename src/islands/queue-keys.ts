const place = 'delakt-keys'

/**
 * Single keys for a queue: J and K go to the next and the previous `.queue a`, any other key presses the button with that `data-key`.
 * Wraps the line that explains the keys and a `button` with `data-off` and `data-on` words that switches them (WCAG 2.1.4);
 * the choice stays in the browser. Keys are left alone inside fields, and together with Ctrl, Alt or Meta.
 */
class QueueKeys extends HTMLElement {
  connectedCallback() {
    document.addEventListener('keydown', this.#press)
    this.querySelector('button')?.addEventListener('click', this.#toggle)
    this.#tell()
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#press)
    this.querySelector('button')?.removeEventListener('click', this.#toggle)
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
    for (const hint of this.querySelectorAll<HTMLElement>('span')) hint.hidden = !this.#on
  }

  #press = (event: KeyboardEvent) => {
    if (!this.#on || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isField(event.target)) return
    const key = event.key.toLowerCase()
    const target = key === 'j' ? neighbour(1) : key === 'k' ? neighbour(-1) : byKey(key)
    if (!target) return
    event.preventDefault()
    target.click()
  }
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

const neighbour = (step: number) => {
  const all = [...document.querySelectorAll<HTMLElement>('.queue a')]
  return all[all.findIndex((link) => link.ariaCurrent) + step]
}

const byKey = (key: string) =>
  [...document.querySelectorAll<HTMLElement>('[data-key]')].find((button) => button.dataset['key']?.toLowerCase() === key)

customElements.define('queue-keys', QueueKeys)
