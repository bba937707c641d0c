/** A word where it stands. `starts`: it is the first of its sentence; `joined`: nothing but a space stands before it. */
export type Word = { at: number; text: string; lower: string; starts: boolean; joined: boolean }

// "t.ex", then numbers with what belongs to them ("9.30", "2026-01-15", "16-åring"), then words ("vård- och", "SoL:s", "e-post").
const words =
  /\p{L}{1,2}(?:\.\p{L}{1,4})+(?![\p{L}\p{N}])|\p{N}+(?:[.,:/–-]\p{N}+)*(?:[-:]?\p{L}+)*|\p{L}[\p{L}\p{M}\p{N}]*(?:[-’':]\p{L}[\p{L}\p{M}\p{N}]*)*/gu

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))
/** Their dot is never the end of a sentence: something always follows. */
const followed = set(`
  t.ex d.v.s dvs bl.a p.g.a pga s.k fr.o.m t.o.m kl ca c:a tel nr kap resp jfr f.d dr doc prof s sid bil enl inkl exkl mån tis ons tors fre lör
  sön jan feb apr aug sept sep okt nov dec i.o.m m.a.o u.p.a f.n d.d g.m avd tf anm ang avs ev frk g.o.m hr med.dr obs p.t st.f`)
/** Their dot may end a sentence too, when the next word begins one. */
const ending = set(`m.m m.fl osv o.s.v etc e.d e.dyl o.d o.dyl f.kr e.kr st kr s.å mfl mm dyl min sek tim mdr milj`)

const capital = /^\p{Lu}/u
const small = /^\p{Ll}/u
const vowel = /[aeiouyåäöé]/
/** A mark that ends, then what closes around it, then space. */
const endMark = /[.!?…]["”’»)\]]*(?=\s|$)/

/**
 * The words of a text, with the sentences they make (Björnsson 1968: a sentence ends with a full stop, a question or exclamation mark, or a colon
 * before a capital). Abbreviations, initials, numbers, times and dates end none; a heading and a line of a list are sentences by themselves.
 */
export function wordsOf(text: string): Word[] {
  const found: Word[] = []
  let end = 0
  let first = 0
  for (const match of text.matchAll(words)) {
    const before = found.at(-1)
    const gap = text.slice(end, match.index)
    const starts = !before || endsIn(gap, before, match[0], found.length - first)
    if (starts) first = found.length
    found.push({ at: match.index, text: match[0], lower: match[0].toLowerCase(), starts, joined: !!before && /^\s+$/.test(gap) })
    end = match.index + match[0].length
  }
  return found
}

/** Whether a sentence ends in what stands between two words. `place`: how many words the sentence has so far. */
function endsIn(gap: string, before: Word, next: string, place: number): boolean {
  const line = gap.indexOf('\n')
  if (line >= 0 && (/\n\s*(?:\n|[-–•*·]\s)/.test(gap) || !small.test(next))) return true
  if (gap[0] === ':') return /^:\s/.test(gap) && capital.test(next)
  const mark = endMark.exec(gap)
  if (!mark) return false
  if (mark[0][0] !== '.' || gap.startsWith('..')) return !small.test(next)
  const { lower, text } = before
  if (mark.index > 0) return !small.test(next) // a bracket or a quotation mark stands before it
  if (followed.has(lower)) return false
  if (/^\p{Lu}$/u.test(text)) return false // an initial
  if (/^\p{N}{1,3}$/u.test(text) && place === 1) return false // a numbered line
  if (!small.test(next)) return true
  // Whoever writes without capitals ends a sentence all the same; an abbreviation we do not know, and "den 3. juni", do not.
  return !ending.has(lower) && lower.length > 3 && vowel.test(lower) && !/\p{N}|\./u.test(lower)
}

/** From which word to which each sentence goes. */
export function sentencesOf(all: readonly Word[]): { from: number; to: number }[] {
  const starts = all.flatMap(({ starts }, at) => (starts ? [at] : []))
  return starts.map((from, at) => ({ from, to: starts[at + 1] ?? all.length }))
}
