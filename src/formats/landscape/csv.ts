/** Loss landscapes as a table: a line for every point that was measured. Pure. */
import { type Landscape, placeOf } from '../../training/landscape.ts';
import { pointsByPlace } from './relief.ts';

export interface NamedLandscape {
  readonly name: string;
  readonly landscape: Landscape;
}

/** Empty where a loss is no finite number. */
const cell = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(7))) : '');

/** A name as a field: quoted where it needs that. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Such as `network,x,y,loss,accuracy`, row by row of the grid. */
export function landscapeCsv(landscapes: readonly NamedLandscape[]): string {
  const lines = landscapes.flatMap(({ name, landscape }) =>
    pointsByPlace(landscape).flatMap((point, i) => {
      if (!point) return [];
      const [x, y] = placeOf(i, landscape);
      return [[field(name), cell(x), cell(y), cell(point.loss), cell(point.accuracy)].join()];
    }),
  );
  return ['network,x,y,loss,accuracy', ...lines].map((line) => `${line}\n`).join('');
}
