/**
 * `<keep-draft>` in the form of a shared draft, with the words to say, hidden in a live region, when it cannot be saved. What is written there and not
 * saved would be lost when another form of the page is sent or a link is followed: it is saved first (`gor=spara`), and then they go on. Refused,
 * the page stays and says so, once: who goes on all the same is not held. On any other way out it is sent along as the page goes.
 */
class KeepDraft extends HTMLElement {
  #leaving = false
  #refused = false

  connectedCallback() {
    document.addEventListener('submit', this.#submit)
    document.addEventListener('click', this.#follow)
    addEventListener('pagehide', this.#leave)
  }

  disconnectedCallback() {
    document.removeEventListener('submit', this.#submit)
    document.removeEventListener('click', this.#follow)
    removeEventListener('pagehide', this.#leave)
  }

  get #form() {
    return this.closest('form')!
  }

  get #fields() {
    return [...this.#form.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input[name^="lucka-"]')]
  }

  get #changed() {
    return this.#fields.some(({ value, defaultValue }) => value !== defaultValue)
  }

  #submit = (event: SubmitEvent) => {
    const form = event.target
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return
    this.#leaving = form === this.#form
    this.#first(event, () => form.requestSubmit(event.submitter))
  }

  #follow = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a[href]')
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const { origin, pathname, search, hash } = new URL(link.href)
    const here = pathname === location.pathname && search === location.search && hash !== ''
    if (origin === location.origin && !here && !link.target && !link.download) this.#first(event, () => location.assign(link.href))
  }

  #first(event: Event, then: () => void) {
    if (this.#leaving || this.#refused || !this.#changed) return
    event.preventDefault()
    void this.#save().then((saved) => {
      this.#refused = !saved
      for (const part of this.querySelectorAll<HTMLElement>('.ends')) part.hidden = saved
      if (saved) then()
    })
  }

  async #save(): Promise<boolean> {
    const was = new Map(this.#fields.map((field) => [field, field.value]))
    const answer = await fetch(this.#form.action, {
      method: 'POST',
      body: this.#words(),
      redirect: 'manual',
      headers: { accept: 'application/json' },
    }).catch(() => undefined)
    if (!answer?.ok) return false
    const { version } = (await answer.json()) as { version: number }
    this.#form.querySelector<HTMLInputElement>('[name=version]')!.value = String(version)
    for (const [field, value] of was) field.defaultValue = value
    return true
  }

  /** What the form holds, without a file: that is added by its own button. */
  #words() {
    const words = new FormData(this.#form)
    words.delete('fil')
    words.set('gor', 'spara')
    return words
  }

  #leave = () => {
    if (!this.#leaving && this.#changed) navigator.sendBeacon(this.#form.action, this.#words())
  }
}

customElements.define('keep-draft', KeepDraft)
