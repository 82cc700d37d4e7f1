/** The filters of the stem in colour: the only ones that look at the picture itself, which is why they can be seen. */
import { rangeOf } from '../../../../training/featureMaps.ts';
import type { StemFilters } from '../../../../training/frames.ts';
import { useMapWords } from '../../../i18n/maps.ts';
import quiet from '../../../ui/quiet.module.css';
import classes from './Filters.module.css';
import { PlaneCanvas } from './PlaneCanvas.tsx';
import { filterTile } from './paint.ts';

export function Filters({ filters, chosen }: { readonly filters: StemFilters; readonly chosen: number }) {
  const words = useMapWords();
  const [count, , height, width] = filters.shape;
  const [low, high] = rangeOf(filters.data);
  const most = Math.max(-low, high);
  return (
    <figure className={classes.filters} data-testid="stem-filters">
      <figcaption>
        {words.filters(count, height, width)} <span className={quiet.aside}>{words.filterScale}</span>
      </figcaption>
      <div className={classes.tiles}>
        {Array.from({ length: count }, (_, i) => (
          <span key={i} className={classes.tile} data-chosen={i === chosen || undefined}>
            <PlaneCanvas width={width} height={height} image={filterTile(filters, i, most)} />
          </span>
        ))}
      </div>
    </figure>
  );
}
