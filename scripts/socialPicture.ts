/** What is shown beside a link to the page, as an SVG of 1200×630: the title, a network with its shortcuts, a curve that rises. */

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

/** A made-up run: accuracy of training with its noise, and of a test after every epoch. */
function curve(left: number, top: number, width: number, height: number): string {
  const accuracy = (share: number) => 1 - 0.92 * Math.exp(-3.2 * share);
  const noise = (n: number) => (((Math.sin(n * 12.9898) * 43758.5453) % 1) + 1) % 1;
  const at = (share: number, value: number) =>
    `${(left + share * width).toFixed(1)} ${(top + height * (1 - 0.92 * value)).toFixed(1)}`;
  const steps = Array.from({ length: 121 }, (_, i) => i / 120);
  const train = steps.map((share, i) =>
    at(share, accuracy(share) + 0.09 * (noise(i) - 0.5) * (1 - share / 2)),
  );
  const epochs = Array.from({ length: 8 }, (_, i) => (i + 1) / 8);
  const test = epochs.map((share) => at(share, accuracy(share) - 0.05));
  const dots = test.map((point) => {
    const [x, y] = point.split(' ');
    return `<circle cx="${x}" cy="${y}" r="7" fill="${colours.shortcut}"/>`;
  });
  return [
    `<path d="M${left} ${top}V${top + height}H${left + width}" fill="none" stroke="${colours.line}" stroke-width="3"/>`,
    `<path d="M${train.join('L')}" fill="none" stroke="${colours.stages[0]}" stroke-width="4" stroke-linejoin="round"/>`,
    `<path d="M${test.join('L')}" fill="none" stroke="${colours.shortcut}" stroke-width="4"/>`,
    ...dots,
  ].join('');
}

/** @param mark The icon, as an SVG. */
export function socialPicture(mark: string): string {
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">',
    `<rect width="1200" height="630" fill="${colours.ground}"/>`,
    `<g transform="translate(72 66)">${mark.replace('<svg ', '<svg width="104" height="104" ')}</g>`,
    text(204, 143, 78, colours.text, 'ResNet Playground', ' font-weight="700"'),
    text(72, 240, 38, colours.quiet, 'A real residual network learns real pictures in your browser.'),
    `<rect x="40" y="286" width="1120" height="304" rx="16" fill="${colours.panel}"/>`,
    network(84, 452),
    curve(740, 326, 360, 224),
    '</svg>',
  ].join('');
}
