/** The network on a phone's screen: drawn down it, as long as it has to be, with its controls above. */

import { useRef } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useSize } from '../../ui/useSize.ts';
import { DepthNote } from './depth/lazyDepth.tsx';
import { HeatControls } from './HeatControls.tsx';
import { MapsNetwork } from './maps/lazyMapsNetwork.ts';
import { Network } from './Network.tsx';
import classes from './NetworkView.module.css';
import { PriceList } from './price/lazyPrice.tsx';
import { ProbeMarks } from './probes/lazyProbes.tsx';
import { useOff, useShown } from './shown.ts';
import { useHeat } from './useHeat.ts';
import { useSave } from './useSave.ts';
import { ViewMenu } from './ViewMenu.tsx';

const narrowest = 280;
/** Where cards show feature maps, they stand side by side. */
const sheet = (width: number) => ({ width: Math.max(narrowest, width), height: 380 });

export function NetworkView() {
  const { diagram: words } = useWords();
  const shown = useShown();
  const heat = useHeat(shown);
  const off = useOff(shown);
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const { failed, save } = useSave(drawing, shown.spec, heat);
  const network = (width: number) => ({
    ref: drawing,
    structure: shown.structure,
    box: { width: Math.max(narrowest, width) },
    look: heat.look,
    off,
  });
  return (
    <section aria-label={words.title} data-testid="diagram">
      <div className={classes.head}>
        <HeatControls heat={heat} shown={shown} brief={false} />
        <ViewMenu
          structure={shown.structure}
          imageSize={shown.imageSize}
          failed={failed}
          onSave={(format) => void save(format)}
        />
      </div>
      <DepthNote shown={shown}>{null}</DepthNote>
      <div ref={frame} className={classes.drawing}>
        {heat.kind === 'price' && <PriceList shown={shown} />}
        {size && heat.kind === 'maps' && (
          <MapsNetwork {...network(size.width)} box={sheet(size.width)} input="none" shown={shown} />
        )}
        {size && heat.kind !== 'maps' && (
          <Network {...network(size.width)} heatOf={heat.of}>
            {(layout) => <ProbeMarks layout={layout} shown={shown} />}
          </Network>
        )}
      </div>
    </section>
  );
}
