/** An e-mail address as it is kept, in small letters, or undefined when nothing can be sent there. */
export function emailAddress(text: string): string | undefined {
  const address = text.trim().toLowerCase()
  return address.length <= 254 && /^[^\s@<>"(),;:\\[\]]{1,64}@[^\s@<>"(),;:\\[\]]+\.[^\s@<>"(),;:\\[\]]{2,}$/.test(address)
    ? address
    : undefined
}
