const warnBefore = 120_000

/**
 * Tells, two minutes before, that the session ends: `<session-warning data-seconds="1200" data-go-on="/session/fortsatt">` holding, hidden
 * inside live regions, `.ends[data-when]` for `soon` (a form with its button), `last` (with `data-last`: nothing lengthens it any more),
 * `over`, and `kept`: over, but a form that somebody is filling in is left, to be sent when they have signed in again beside it.
 * Seconds, not a time of day: the device's clock may be wrong. Someone who is writing is at work, so their session goes on unasked.
 * `data-go-on` is posted to and answers `{ "seconds": 1200, "last": false }`; anything else means signed out.
 */
class SessionWarning extends HTMLElement {
  #endsAt = 0
  #last = false
  #wrote = false
  #forms = new Set<Element>()
  #asking = false
  #timer: ReturnType<typeof setInterval> | undefined

  connectedCallback() {
    this.#lives(Number(this.dataset['seconds']), this.dataset['last'] !== undefined)
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

  #lives(seconds: number, last: boolean) {
    this.#endsAt = Date.now() + seconds * 1000
    this.#last = last
  }

  #note = ({ target }: Event) => {
    this.#wrote = true
    const form = target instanceof Element && target.closest('form')
    if (form) this.#forms.add(form)
  }

  #submit = (event: Event) => {
    event.preventDefault()
    void this.#goOn()
  }

  #look = () => {
    const left = this.#endsAt - Date.now()
    // A device that was asleep when the time ran out may wake before somebody else.
    if (left <= 0) return this.#over(this.#last && this.#wrote && left > -warnBefore)
    if (left > warnBefore) return
    if (this.#last) return this.#show('last')
    if (this.#wrote) return void this.#goOn()
    this.#show('soon')
  }

  /** A lost connection changes nothing: the next look tries again, until the time is out. */
  async #goOn() {
    if (this.#asking) return
    this.#asking = true
    try {
      const given = await this.#ask()
      if (!given) return this.#over()
      this.#lives(given.seconds, given.last)
      this.#wrote &&= given.last
      this.#show()
    } catch {
      this.#show('soon')
    } finally {
      this.#asking = false
    }
  }

  async #ask(): Promise<{ seconds: number; last: boolean } | undefined> {
    const answer = await fetch(this.dataset['goOn']!, { method: 'POST', redirect: 'manual', headers: { accept: 'application/json' } })
    return answer.ok ? answer.json() : undefined
  }

  /** What stood on the page is covered: the next person at this device should not read it. Only what somebody just wrote is left to them. */
  #over(keep = false) {
    this.disconnectedCallback()
    const forms = keep ? [...this.#forms] : []
    const parts = forms.length > 0 ? 'main *, .nav, .user, .foot > div > div > p' : 'main, .nav, .user, .foot > div > div > p'
    for (const part of document.querySelectorAll<HTMLElement>(parts))
      if (!forms.some((form) => form.contains(part) || part.contains(form))) part.hidden = true
    if (forms.length > 0) document.addEventListener('submit', this.#sendLate)
    this.#show(forms.length > 0 ? 'kept' : 'over')
  }

  /** Sent before somebody has signed in again, what they wrote would be lost on the way to the sign-in. */
  #sendLate = (event: SubmitEvent) => {
    event.preventDefault()
    void this.#send(event.target as HTMLFormElement, event.submitter)
  }

  async #send(form: HTMLFormElement, button: HTMLElement | null) {
    const signedIn = await this.#ask().catch(() => undefined)
    if (!signedIn) return this.querySelector<HTMLElement>('[data-when=kept] a')?.focus()
    document.removeEventListener('submit', this.#sendLate)
    form.requestSubmit(button)
  }

  #show(when?: 'soon' | 'last' | 'over' | 'kept') {
    for (const part of this.querySelectorAll<HTMLElement>('[data-when]')) part.hidden = part.dataset['when'] !== when
  }
}

customElements.define('session-warning', SessionWarning)
