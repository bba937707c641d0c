import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { Tree } from './tree.ts'

// The leaves and roots that programs for Certificate Transparency are tested with.
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const marked = (leaf: Uint8Array) => Buffer.concat([Buffer.of(0), leaf])

test('no leaf, and one to eight, have the roots that everybody else finds', () => {
  const tree = new Tree()
  expect(tree.root().toString('hex')).toBe(roots[0])
  for (const [at, leaf] of leaves.entries()) {
    tree.append(marked(Buffer.from(leaf, 'hex')))
    expect(tree.root().toString('hex')).toBe(roots[at + 1])
  }
})

/** RFC 6962, 2.1, word for word. */
function slow(rows: readonly Buffer[]): Buffer {
  const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  if (rows.length === 0) return sha256()
  if (rows.length === 1) return sha256(Buffer.of(0), rows[0]!)
  let k = 1
  while (k * 2 < rows.length) k *= 2
  return sha256(Buffer.of(1), slow(rows.slice(0, k)), slow(rows.slice(k)))
}

test('a tree that grows, and one that goes on from what was kept of it at any size, have the root of the whole', () => {
  const rows = Array.from({ length: 64 }, (_, n) => Buffer.from(`row ${n}`))
  const grown = new Tree()
  for (let size = 0; size <= 64; size += 1) {
    if (size > 0) grown.append(marked(rows[size - 1]!))
    expect(grown.root()).toEqual(slow(rows.slice(0, size)))
    const later = new Tree(size, grown.frontier())
    for (let on = size; on <= 64; on += 1) {
      if (on > size) later.append(marked(rows[on - 1]!))
      expect(later.root()).toEqual(slow(rows.slice(0, on)))
    }
  }
})

test('what is kept of a tree of another size is refused', () => {
  expect(() => new Tree(3, Buffer.alloc(32))).toThrow('not the parts')
  expect(() => new Tree(1, Buffer.alloc(31))).toThrow('not the parts')
})
