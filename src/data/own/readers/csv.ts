/** Rows of a table in text (RFC 4180, and with semicolons or tabs): cells, perhaps in quotes, which may hold separators, line ends and doubled quotes. */

const quote = '"';

/** Whichever of them stands most often in the first line. */
function separatorOf(text: string): string {
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

/** One row after another; empty lines are none. */
export function* csvRows(text: string, separator = separatorOf(text)): Generator<string[]> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let row: string[] = [];
  while (at < text.length) {
    let cell = '';
    if (text[at] === quote) {
      at++;
      for (;;) {
        const end = text.indexOf(quote, at);
        // A quote that nothing ends holds the rest.
        cell += text.slice(at, end < 0 ? text.length : end);
        at = end < 0 ? text.length : end + 1;
        if (end < 0 || text[at] !== quote) break;
        cell += quote;
        at++;
      }
    }
    let end = at;
    while (end < text.length && text[end] !== separator && text[end] !== '\n') end++;
    cell += text.slice(at, end);
    row.push(cell.replace(/\r$/, '').trim());
    at = end + 1;
    if (text[end] === separator && at <= text.length) {
      if (at === text.length) row.push('');
      else continue;
    }
    if (row.length > 1 || row[0] !== '') yield row;
    row = [];
  }
}
