/** The tab's icon while a run is under way: a ring that fills, drawn in colours that show on light and dark tabs. Pure. */

const radius = 12;
const around = 2 * Math.PI * radius;

/** @param share of the ring that is filled, 0…1. @returns an SVG as a data URL. */
export function ringIcon(share: number): string {
  const filled = Math.min(1, Math.max(0, share)) * around;
  const circle = (colour: string, more = '') =>
    `<circle cx="16" cy="16" r="${radius}" fill="none" stroke="${colour}" stroke-width="7"${more}/>`;
  const dash = ` stroke-dasharray="${filled.toFixed(1)} ${around.toFixed(1)}" transform="rotate(-90 16 16)"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${circle('#9aa3ad')}${circle('#1c8fd6', dash)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
