import { levels, lixOf } from '../kernel/values/lix.ts'

/** Milliseconds without a key before the value is told: who writes is not to be watched letter by letter. */
const pause = 700

/**
 * How hard the texts of a form are to read, while somebody writes (PLAIN-01): LIX in a sentence, `data-said` for each level with * for the value. Nothing
 * before there are `data-few` words. It is not read out: whoever wants to hear it asks for advice with the button.
 */
class LiveLix extends HTMLElement {
  #timer = 0

  connectedCallback() {
    this.closest('form')?.addEventListener('input', this.#written)
    this.#tell()
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer)
    this.closest('form')?.removeEventListener('input', this.#written)
  }

  #written = () => {
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#tell(), pause)
  }

  #tell() {
    const texts = [...(this.closest('form')?.querySelectorAll('textarea') ?? [])].map(({ value }) => value)
    const found = lixOf(texts.join('\n\n'))
    const said = JSON.parse(this.dataset['said'] ?? '[]') as string[]
    this.textContent =
      found && found.words >= Number(this.dataset['few']) ? (said[levels.indexOf(found.level)] ?? '').replace('*', String(found.lix)) : ''
  }
}

customElements.define('live-lix', LiveLix)
