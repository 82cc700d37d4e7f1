/** Files for the person: a drawing as SVG or PNG, and the download of whatever there is. */

export interface SvgFile {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

export const svgBlob = (file: SvgFile): Blob => new Blob([file.text], { type: 'image/svg+xml' });

/**
 * The same picture in pixels, `scale` for each of the drawing's.
 * @throws Error where the browser cannot draw it.
 */
export async function pngBlob(file: SvgFile, scale = 2): Promise<Blob> {
  const address = URL.createObjectURL(svgBlob(file));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(file.width * scale);
    canvas.height = Math.round(file.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('The browser could not draw the picture.');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands a file to the person, as a download. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has the blob by then; Firefox and Safari need the address a little longer than the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
