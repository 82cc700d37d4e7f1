/** The papers and pages that the page names, once each, and the link to one. Titles stand as they were published, in every language. */
import { Anchor } from '@mantine/core';

const arxiv = (id: string): string => `https://arxiv.org/abs/${id}`;

/** In the order of the list in the help. */
export const sources = {
  he2015: {
    name: 'He et al. 2015',
    title: 'K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition (2015)',
    href: arxiv('1512.03385'),
  },
  note: {
    name: 'Note 31',
    title: 'Pytorch Note 31: 深度残差网络 ResNet',
    href: 'https://blog.csdn.net/weixin_45508265/article/details/117809512',
  },
  ioffe2015: {
    name: 'Ioffe & Szegedy 2015',
    title:
      'S. Ioffe, C. Szegedy: Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift (2015)',
    href: arxiv('1502.03167'),
  },
  heInit2015: {
    name: 'He et al. 2015b',
    title: 'K. He, X. Zhang, S. Ren, J. Sun: Delving Deep into Rectifiers (2015)',
    href: arxiv('1502.01852'),
  },
  yang2019: {
    name: 'Yang et al. 2019',
    title: 'G. Yang and others: A Mean Field Theory of Batch Normalization (2019)',
    href: arxiv('1902.08129'),
  },
  balduzzi2017: {
    name: 'Balduzzi et al. 2017',
    title:
      'D. Balduzzi and others: The Shattered Gradients Problem: If resnets are the answer, then what is the question? (2017)',
    href: arxiv('1702.08591'),
  },
  smith2015: {
    name: 'Smith 2015',
    title: 'L. Smith: Cyclical Learning Rates for Training Neural Networks (2015)',
    href: arxiv('1506.01186'),
  },
  smith2017: {
    name: 'Smith & Topin 2017',
    title:
      'L. Smith, N. Topin: Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates (2017)',
    href: arxiv('1708.07120'),
  },
  gugger2018: {
    name: 'Gugger 2018',
    title: 'S. Gugger: How Do You Find A Good Learning Rate (2018)',
    href: 'https://sgugger.github.io/how-do-you-find-a-good-learning-rate.html',
  },
  sgdr2016: {
    name: 'Loshchilov & Hutter 2016',
    title: 'I. Loshchilov, F. Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts (2016)',
    href: arxiv('1608.03983'),
  },
  adamw2017: {
    name: 'Loshchilov & Hutter 2017',
    title: 'I. Loshchilov, F. Hutter: Decoupled Weight Decay Regularization (2017)',
    href: arxiv('1711.05101'),
  },
  wide2016: {
    name: 'Zagoruyko & Komodakis 2016',
    title: 'S. Zagoruyko, N. Komodakis: Wide Residual Networks (2016)',
    href: arxiv('1605.07146'),
  },
  krizhevsky2009: {
    name: 'Krizhevsky 2009',
    title: 'A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images (2009)',
    href: 'https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf',
  },
  veit2016: {
    name: 'Veit et al. 2016',
    title:
      'A. Veit, M. Wilber, S. Belongie: Residual Networks Behave Like Ensembles of Relatively Shallow Networks (2016)',
    href: arxiv('1605.06431'),
  },
  li2018: {
    name: 'Li et al. 2018',
    title: 'H. Li and others: Visualizing the Loss Landscape of Neural Nets (2018)',
    href: arxiv('1712.09913'),
  },
  antognini2018: {
    name: 'Antognini & Sohl-Dickstein 2018',
    title:
      'J. Antognini, J. Sohl-Dickstein: PCA of High Dimensional Random Walks with Comparison to Neural Network Training (2018)',
    href: arxiv('1806.08805'),
  },
  kornblith2019: {
    name: 'Kornblith et al. 2019',
    title: 'S. Kornblith and others: Similarity of Neural Network Representations Revisited (2019)',
    href: arxiv('1905.00414'),
  },
  nguyen2021: {
    name: 'Nguyen et al. 2021',
    title:
      'T. Nguyen, M. Raghu, S. Kornblith: Do Wide and Deep Networks Learn the Same Things? Uncovering How Neural Network Representations Vary with Width and Depth (2021)',
    href: arxiv('2010.15327'),
  },
  ding2021: {
    name: 'Ding et al. 2021',
    title:
      'F. Ding, J. Denain, J. Steinhardt: Grounding Representation Similarity with Statistical Testing (2021)',
    href: arxiv('2108.01661'),
  },
  nguyen2022: {
    name: 'Nguyen et al. 2022',
    title:
      'T. Nguyen, M. Raghu, S. Kornblith: On the Origins of the Block Structure Phenomenon in Neural Network Representations (2022)',
    href: arxiv('2202.07184'),
  },
  golovin2017: {
    name: 'Golovin et al. 2017',
    title: 'D. Golovin and others: Google Vizier: A Service for Black-Box Optimization (2017)',
    href: 'https://doi.org/10.1145/3097983.3098043',
  },
  davari2023: {
    name: 'Davari et al. 2023',
    title: 'M. Davari and others: Reliability of CKA as a Similarity Measure in Deep Learning (2023)',
    href: arxiv('2210.16156'),
  },
} as const;

export type SourceId = keyof typeof sources;

interface SourceLinkProps {
  readonly of: SourceId;
  /** The section that is meant, such as `4.1`. */
  readonly section?: string;
}

/** Names a source where it is needed. A run may be under way: this page stays. */
export const SourceLink = ({ of, section }: SourceLinkProps) => (
  <Anchor
    inherit
    href={sources[of].href}
    target="_blank"
    rel="noreferrer"
    underline="always"
    title={sources[of].title}
  >
    {sources[of].name}
    {section && `, ${section}`}
  </Anchor>
);

/** Several of them, one after the other. */
export const SourceLinks = ({ of }: { readonly of: readonly SourceId[] }) =>
  of.map((id, i) => (
    <span key={id}>
      {i > 0 && '; '}
      <SourceLink of={id} />
    </span>
  ));
