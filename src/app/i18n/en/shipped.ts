/** English: what there is to say of the network that comes with the page. They come with that part (`i18n/shipped.ts`). */
import { figures, plural } from './figures.ts';

export const shipped = {
  comes: (name: string) =>
    `This ${name} comes with the page, so that there is one to look into before you have trained any.`,
  knows: (best: number, epochs: number, share: string, pictures: number) =>
    `${best === epochs ? `It learned for ${plural(epochs, 'epoch', 'epochs')}` : `It is the best of ${plural(epochs, 'epoch', 'epochs')}, number ${figures.count(best)}`}, and tells ${share} of ${plural(pictures, 'test picture', 'test pictures')} right. Your own takes its place with its first step.`,
  epochs: 'Its epochs',
  epoch: 'Epoch',
  trainLoss: 'Train loss',
  trainAccuracy: 'Train right',
  testLoss: 'Test loss',
  testAccuracy: 'Test right',
  again: (device: string, seed: number) =>
    `It was trained by this page’s own code with the seed ${figures.exact(seed)}, on ${device || 'a device without a name'}. This command trains it again:`,
  copy: 'Copy the command',
  copied: 'Copied.',
  notCopied: 'The browser did not let us copy: select it and copy it by hand.',
  loaded: (network: string, pictures: string) =>
    `The page loads ${network} for it, and ${pictures} of test pictures that a run needs as well; the browser keeps both.`,
};
