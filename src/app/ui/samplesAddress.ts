/** Where the sample pictures of a data set lie, beside the page: one row of tiles. */
import { type DatasetFacts, samplesName } from '../../data/sets/index.ts';
import { dataUrlBeside } from '../../worker/client.ts';

export const samplesAddress = ({ name }: Pick<DatasetFacts, 'name'>): string =>
  `${dataUrlBeside(document.baseURI)}${name}/${samplesName}`;
