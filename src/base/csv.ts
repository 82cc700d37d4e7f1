/** Text as a cell of CSV (RFC 4180): quoted where it would be read as something else. */
export const csvCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
