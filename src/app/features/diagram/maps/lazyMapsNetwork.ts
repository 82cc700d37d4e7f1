/** The network with feature maps, whose script is loaded when somebody first looks at maps. */
import { lazyPart } from '../../../ui/lazyPart.tsx';

export const MapsNetwork = lazyPart(async () => (await import('./MapsNetwork.tsx')).MapsNetwork);
