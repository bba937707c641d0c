/** `<print-page><button hidden>`: the button is there when it can do something, which takes script. */
class PrintPage extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    if (!button) return
    button.hidden = false
    button.addEventListener('click', () => print())
  }
}

customElements.define('print-page', PrintPage)
