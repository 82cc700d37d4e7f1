/**
 * What is shown beside a link to the page, as an SVG of 1200×630: the title, and below it what the page is about, a picture that goes
 * into a network and an answer that comes out.
 */

const colours = {
  ground: '#0d1721',
  panel: '#13202d',
  text: '#ffffff',
  quiet: '#b4c2d0',
  line: '#5c7084',
  stages: ['#56b4e9', '#2d8fd0', '#0f6cb0'],
  shortcut: '#ffc233',
};
const family = "'Noto Sans', 'Noto Sans CJK SC', 'Helvetica Neue', Arial, sans-serif";

const text = (x: number, y: number, size: number, fill: string, words: string, more = '') =>
  `<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" fill="${fill}"${more}>${words}</text>`;

/** Three stages of three blocks: every stage lower, as its pictures are smaller, and wider, as it has more channels. */
function network(left: number, axis: number): string {
  const stages = [
    { width: 22, height: 168 },
    { width: 34, height: 112 },
    { width: 50, height: 72 },
  ];
  const gap = 30;
  /** From a block to where its shortcut leaves the line and comes back. */
  const beside = 9;
  const parts: string[] = [];
  let x = left + gap;
  stages.forEach(({ width, height }, stage) => {
    for (let block = 0; block < 3; block++) {
      const top = axis - height / 2;
      const [from, to] = [x - beside, x + width + beside];
      const rise = (to - from) / 2;
      parts.push(
        `<rect x="${x}" y="${top}" width="${width}" height="${height}" rx="5" fill="${colours.stages[stage]}"/>`,
        `<path d="M${from} ${axis}V${top}A${rise} ${rise} 0 0 1 ${to} ${top}V${axis}" fill="none" stroke="${colours.shortcut}" stroke-width="5"/>`,
        `<circle cx="${to}" cy="${axis}" r="6" fill="${colours.shortcut}"/>`,
      );
      x += width + gap;
    }
  });
  const flow = `<path d="M${left - 16} ${axis}H${x + 16}" stroke="${colours.text}" stroke-width="4" stroke-linecap="round"/>`;
  return flow + parts.join('');
}

/** The answer as the page draws it, a bar for each of the likeliest classes. The shares are an example, not a measurement. */
function answer(left: number, axis: number): string {
  const classes = [
    { name: 'dog', share: 0.78 },
    { name: 'cat', share: 0.16 },
    { name: 'horse', share: 0.04 },
  ];
  const row = 58;
  return classes
    .map(({ name, share }, i) => {
      const y = axis + (i - (classes.length - 1) / 2) * row;
      const fill = i === 0 ? colours.shortcut : colours.line;
      return [
        text(left, y + 11, 32, i === 0 ? colours.text : colours.quiet, name),
        `<rect x="${left + 92}" y="${y - 13}" width="${(120 * share).toFixed(0)}" height="26" rx="4" fill="${fill}"/>`,
      ].join('');
    })
    .join('');
}

/**
 * @param mark The icon, as an SVG.
 * @param picture The picture that goes in, as a data URL of a square.
 */
export function socialPicture(mark: string, picture: string): string {
  const axis = 438;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">',
    `<rect width="1200" height="630" fill="${colours.ground}"/>`,
    `<g transform="translate(72 56)">${mark.replace('<svg ', '<svg width="104" height="104" ')}</g>`,
    text(204, 133, 78, colours.text, 'ResNet Playground', ' font-weight="700"'),
    text(72, 226, 38, colours.quiet, 'Watch a residual network learn to see, on your own GPU.'),
    `<rect x="40" y="276" width="1120" height="316" rx="16" fill="${colours.panel}"/>`,
    `<image x="76" y="${axis - 84}" width="168" height="168" href="${picture}"/>`,
    network(276, axis),
    answer(940, axis),
    '</svg>',
  ].join('');
}
