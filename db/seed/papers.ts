import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import sharp from 'sharp'

// Papers made for the demo: small, and with nothing real in them.

/** A letter as PDF, A4: a heading, paragraphs, and who has signed. */
export async function letter(sender: string, heading: string, paragraphs: readonly string[], signed: string): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const [plain, bold] = [await pdf.embedFont(StandardFonts.Helvetica), await pdf.embedFont(StandardFonts.HelveticaBold)]
  const page = pdf.addPage([595, 842])
  let y = 770
  const line = (text: string, font = plain, size = 11) => {
    page.drawText(text, { x: 70, y, font, size })
    y -= size * 1.5
  }
  line(sender, plain, 10)
  y -= 20
  line(heading, bold, 16)
  for (const paragraph of [...paragraphs, signed]) {
    y -= 8
    let row = ''
    for (const word of paragraph.split(' ')) {
      if (plain.widthOfTextAtSize(`${row} ${word}`, 11) > 455) {
        line(row)
        row = word
      } else row = row ? `${row} ${word}` : word
    }
    line(row)
  }
  return Buffer.from(await pdf.save())
}

/** A longer text as HTML, under its headings. */
export const report = (title: string, parts: readonly (readonly [string, string])[]): Buffer =>
  Buffer.from(
    `<!doctype html><html lang="sv"><body><h1>${title}</h1>${parts.map(([heading, text]) => `<h2>${heading}</h2><p>${text}</p>`).join('')}</body></html>`,
  )

/** A drawing somebody made of their bathroom: the walls, the tub, the door, and where a rail could sit. */
export const drawing = (): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="800" height="560" fill="none" stroke="#223" stroke-width="5" stroke-linecap="round">
      <rect width="800" height="560" fill="#fbfaf4" stroke="none"/>
      <path d="M92 70 L708 66 L712 488 L470 490 M350 491 L90 488 L93 72"/>
      <path d="M350 491 Q352 380 468 374" stroke-width="3"/>
      <rect x="118" y="98" width="168" height="330" rx="60"/>
      <ellipse cx="610" cy="170" rx="62" ry="48"/><rect x="560" y="330" width="110" height="130" rx="30"/>
      <path d="M318 120 L318 390" stroke="#b3401f" stroke-width="9"/><path d="M392 250 L330 250 M346 236 L330 250 L346 264" stroke="#b3401f"/>
    </svg>`),
  )
    .png()
    .toBuffer()
