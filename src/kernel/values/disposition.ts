const endings: Record<string, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'text/html': 'html' }

/**
 * `Content-Disposition` for a file called so (RFC 6266): a plain name for old readers and the real one in UTF-8.
 * Nothing in the title can end the header, name a folder or change what kind of file it is.
 */
export function disposition(kind: 'inline' | 'attachment', title: string, type: string): string {
  const ending = endings[type] ? `.${endings[type]}` : ''
  const name = Array.from(tidy(title)).slice(0, 80).join('').trim() || 'handling'
  const plain = tidy(
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\x20-\x7e]/g, '_'),
  )
  return `${kind}; filename="${plain}${ending}"; filename*=UTF-8''${encoded(name + ending)}`
}

/** Without what means something in a path, in a header or to a shell, and without marks that turn the reading direction. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{C}"%'*/:;<>?\\|`$]+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .replace(/\s+/g, ' ')

const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
