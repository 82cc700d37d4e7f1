/** Prices and switches load with the first look at them; the sign that blocks are off with the first that is. */
import { useBlocksOff } from '../../../state/react.ts';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import type { OffSignProps } from './OffSign.tsx';

export const PriceNetwork = lazyPart(async () => (await import('./PriceNetwork.tsx')).PriceNetwork);
export const PriceList = lazyPart(async () => (await import('./PriceList.tsx')).PriceList);
const LazySign = lazyPart<OffSignProps>(async () => (await import('./OffSign.tsx')).OffSign);

export const OffSign = (props: OffSignProps) => useBlocksOff().length > 0 && <LazySign {...props} />;
