const warnBefore = 120_000

/**
 * Tells, two minutes before, that the session ends: `<session-warning data-seconds="1200" data-go-on="/session/fortsatt">` holding
 * `.ends[data-when=soon]` (with a form and its button) and `.ends[data-when=over]`, both hidden, inside live regions.
 * Seconds, not a time of day: the device's clock may be wrong. Someone who is writing is at work, so their session goes on unasked.
 * `data-go-on` is posted to and answers `{ "seconds": 1200 }`; anything else means signed out.
 */
class SessionWarning extends HTMLElement {
  #endsAt = 0
  #wrote = false
  #asking = false
  #timer: ReturnType<typeof setInterval> | undefined

  connectedCallback() {
    this.#endsAt = Date.now() + Number(this.dataset['seconds']) * 1000
    this.addEventListener('submit', this.#submit)
    document.addEventListener('input', this.#note)
    document.addEventListener('visibilitychange', this.#look)
    this.#timer = setInterval(this.#look, 1000)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
    document.removeEventListener('input', this.#note)
    document.removeEventListener('visibilitychange', this.#look)
  }

  #note = () => void (this.#wrote = true)

  #submit = (event: Event) => {
    event.preventDefault()
    void this.#goOn()
  }

  #look = () => {
    const left = this.#endsAt - Date.now()
    if (left <= 0) return this.#over()
    if (left > warnBefore) return
    if (this.#wrote) return void this.#goOn()
    this.#show('soon')
  }

  /** A lost connection changes nothing: the next look tries again, until the time is out. */
  async #goOn() {
    if (this.#asking) return
    this.#asking = true
    try {
      const answer = await fetch(this.dataset['goOn']!, { method: 'POST', redirect: 'manual', headers: { accept: 'application/json' } })
      if (!answer.ok) return this.#over()
      const { seconds } = (await answer.json()) as { seconds: number }
      this.#endsAt = Date.now() + seconds * 1000
      this.#wrote = false
      this.#show()
    } catch {
      this.#show('soon')
    } finally {
      this.#asking = false
    }
  }

  /** What stood on the page is covered: the next person at this device should not read it. */
  #over() {
    this.disconnectedCallback()
    for (const part of document.querySelectorAll<HTMLElement>('main, .nav, .user, .foot > div > div > p')) part.hidden = true
    this.#show('over')
  }

  #show(when?: 'soon' | 'over') {
    for (const part of this.querySelectorAll<HTMLElement>('[data-when]')) part.hidden = part.dataset['when'] !== when
  }
}

customElements.define('session-warning', SessionWarning)
