/** "1 250 kr", "99,50 kr", "−200 kr": kronor, shown with öre only when there are any. The spaces do not break. */
export function kronor(amount: number): string {
  const ore = Math.round(Math.abs(amount) * 100)
  const whole = String(Math.floor(ore / 100)).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  const part = ore % 100 ? `,${String(ore % 100).padStart(2, '0')}` : ''
  return `${amount < 0 && ore ? '−' : ''}${whole}${part}\u00a0kr`
}
