/** What the prose rests on. Titles stand as they were published, in every language. */

import { Anchor } from '@mantine/core';
import classes from './HelpDialog.module.css';

export const sources = {
  he2015: {
    short: 'He 2015',
    title: 'K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition (2015)',
    href: 'https://arxiv.org/abs/1512.03385',
  },
  note: {
    short: 'Note 31',
    title: 'Pytorch Note 31: 深度残差网络 ResNet',
    href: 'https://blog.csdn.net/weixin_45508265/article/details/117809512',
  },
  ioffe2015: {
    short: 'Ioffe 2015',
    title:
      'S. Ioffe, C. Szegedy: Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift (2015)',
    href: 'https://arxiv.org/abs/1502.03167',
  },
  heInit2015: {
    short: 'He 2015b',
    title: 'K. He, X. Zhang, S. Ren, J. Sun: Delving Deep into Rectifiers (2015)',
    href: 'https://arxiv.org/abs/1502.01852',
  },
  yang2019: {
    short: 'Yang 2019',
    title: 'G. Yang and others: A Mean Field Theory of Batch Normalization (2019)',
    href: 'https://arxiv.org/abs/1902.08129',
  },
  smith2017: {
    short: 'Smith 2017',
    title:
      'L. Smith, N. Topin: Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates (2017)',
    href: 'https://arxiv.org/abs/1708.07120',
  },
  sgdr2016: {
    short: 'Loshchilov 2016',
    title: 'I. Loshchilov, F. Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts (2016)',
    href: 'https://arxiv.org/abs/1608.03983',
  },
  adamw2017: {
    short: 'Loshchilov 2017',
    title: 'I. Loshchilov, F. Hutter: Decoupled Weight Decay Regularization (2017)',
    href: 'https://arxiv.org/abs/1711.05101',
  },
  wide2016: {
    short: 'Zagoruyko 2016',
    title: 'S. Zagoruyko, N. Komodakis: Wide Residual Networks (2016)',
    href: 'https://arxiv.org/abs/1605.07146',
  },
  krizhevsky2009: {
    short: 'Krizhevsky 2009',
    title: 'A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images (2009)',
    href: 'https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf',
  },
} as const;

export type SourceId = keyof typeof sources;

/** A reference in the prose. */
export const Cite = ({ of }: { readonly of: SourceId }) => (
  <Anchor
    inherit
    className={classes.cite}
    href={sources[of].href}
    target="_blank"
    rel="noreferrer"
    underline="always"
    title={sources[of].title}
  >
    [{sources[of].short}]
  </Anchor>
);

export const SourceList = () => (
  <ul className={classes.sources} lang="en">
    {Object.values(sources).map(({ title, href }) => (
      <li key={href}>
        <Anchor inherit href={href} target="_blank" rel="noreferrer" underline="always">
          {title}
        </Anchor>
      </li>
    ))}
  </ul>
);
