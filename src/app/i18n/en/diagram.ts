/** English: the picture of the network. */
export const diagram = {
  title: 'Diagram',
  summary: (parts: readonly string[]) => `The network from left to right: ${parts.join('; ')}.`,
  input: 'input',
  channels: (n: number) => `${n} ch`,
  pixels: (height: number, width: number) => `${height}×${width}`,
  legend: 'Height: pixels. Thickness: channels.',
  identity: 'identity shortcut',
  projection: 'shortcut that changes the shape',
  noShortcut: 'no shortcuts: a plain network',
};
