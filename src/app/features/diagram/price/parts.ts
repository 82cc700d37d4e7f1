/** What loads together with the first look at prices, or the first block that is switched off. */
export { OffSign } from './OffSign.tsx';
export { PriceList } from './PriceList.tsx';
export { PriceNetwork } from './PriceNetwork.tsx';
