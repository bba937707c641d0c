const names = [
  'background-default',
  'background-tinted',
  'surface-default',
  'surface-tinted',
  'surface-hover',
  'surface-active',
  'border-subtle',
  'border-default',
  'border-strong',
  'text-subtle',
  'text-default',
  'base-default',
  'base-hover',
  'base-active',
  'base-contrast-subtle',
  'base-contrast-default',
]

/** A municipality's own `we` colours: token name (`base-default`) to `#rrggbb`, built with the library's tool from its one colour. */
export type Theme = { readonly light: Readonly<Record<string, string>>; readonly dark: Readonly<Record<string, string>> }

/** The rules that put a theme in place of blueberry. Names and colours that are not of the kind are left out, so nothing else can get in. */
export const themeRules = ({ light, dark }: Theme): string =>
  `:root,[data-color-scheme=light]{${tokens(light)}}` +
  `@media(prefers-color-scheme:dark){[data-color-scheme=auto]{${tokens(dark)}}}` +
  `[data-color-scheme=dark]{${tokens(dark)}}`

const tokens = (colours: Readonly<Record<string, string>>) =>
  Object.entries(colours)
    .filter(([name, colour]) => names.includes(name) && /^#[\da-f]{6}$/i.test(colour))
    .flatMap(([name, colour]) => ['we', 'info'].map((voice) => `--ds-color-${voice}-${name}:${colour}`))
    .join(';')
