/** Prices and switches load with the first look at them; the sign that blocks are off with the first that is. */
import { useBlocksOff } from '../../../state/react.ts';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import type { OffSignProps } from './OffSign.tsx';

const parts = () => import('./parts.ts');

export const PriceNetwork = lazyPart(async () => (await parts()).PriceNetwork);
export const PriceList = lazyPart(async () => (await parts()).PriceList);
const LazySign = lazyPart<OffSignProps>(async () => (await parts()).OffSign);

export const OffSign = (props: OffSignProps) => useBlocksOff().length > 0 && <LazySign {...props} />;
