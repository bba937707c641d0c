// The demo provider's pages: one list of people, in Delakt's look, without script.

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const css = `
:root { color-scheme: light dark; --ground: #f3f4ec; --sheet: #fff; --ink: #20231c; --soft: #4d5147; --we: #40336b; --you: #eb9a35; --edge: #7d8174 }
@media (prefers-color-scheme: dark) { :root { --ground: #1d201b; --sheet: #262a24; --ink: #eeefec; --soft: #c3c6bd; --we: #b8aae6; --edge: #8f9488 } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.125rem/1.55 system-ui, sans-serif }
main { max-inline-size: 60rem; margin-inline: auto; padding: 2rem 1rem 4rem; border-inline-start: 2px solid var(--you); padding-inline-start: 1.5rem }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem }
p { max-inline-size: 38rem }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)) }
button { inline-size: 100%; block-size: 100%; min-block-size: 4rem; padding: .75rem 1rem; text-align: start; font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--edge); border-radius: 6px; cursor: pointer }
button b { display: block; color: var(--we) }
button span { display: block; font-size: 1rem; color: var(--soft) }
button:focus-visible { outline: 3px solid var(--we); outline-offset: 2px }
`

const page = (
  title: string,
  body: string,
) => `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${css}</style></head><body><main>${body}</main></body></html>`

export type Choice = { value: string; name: string; about: string }

const list = (choices: readonly Choice[]) =>
  `<ul role="list">${choices
    .map(
      ({ value, name, about }) =>
        `<li><button name="val" value="${escaped(value)}"><b>${escaped(name)}</b><span>${escaped(about)}</span></button></li>`,
    )
    .join('')}</ul>`

/** Who to be, and what can go wrong instead. */
export const choicesPage = (action: string, lead: string, people: readonly Choice[], other: readonly Choice[]): string =>
  page(
    'Prova Delakt',
    `<h1>Vem vill du vara?</h1><p>${escaped(lead)} Alla är påhittade. Det här är en provinloggning: i verkligheten står BankID, Freja eller personalens inloggning här.</p>
<form method="post" action="${escaped(action)}">${list(people)}<h2>Prova när något inte går som det ska</h2>${list(other)}</form>`,
  )

export const stoppedPage = (about: string): string =>
  page('Prova Delakt', `<h1>Inloggningen kan inte fortsätta</h1><p>${escaped(about)}</p><p>Gå tillbaka till Delakt och börja om.</p>`)
