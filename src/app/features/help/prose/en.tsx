/** The help in English. Prose leads; each figure answers the question above it. */

import { Term } from '../../../ui/Term.tsx';
import { BlockFigure } from '../figures/BlockFigure.tsx';
import { BottleneckFigure } from '../figures/BottleneckFigure.tsx';
import { CurvesFigure } from '../figures/CurvesFigure.tsx';
import { DegradationFigure } from '../figures/DegradationFigure.tsx';
import { DepthFigure } from '../figures/DepthFigure.tsx';
import { GradientFigure } from '../figures/GradientFigure.tsx';
import { IdentityFigure } from '../figures/IdentityFigure.tsx';
import { NormFigure } from '../figures/NormFigure.tsx';
import { RateFigure } from '../figures/RateFigure.tsx';
import classes from '../HelpDialog.module.css';
import { Cite } from '../sources.tsx';
import type { Prose } from './prose.ts';

const parts = {
  stem: 'stem',
  layer1: 'layer1',
  layer2: 'layer2',
  layer3: 'layer3',
  pool: 'average pool',
  classifier: 'classifier',
};

export const en: Prose = {
  page: (
    <>
      <p>
        This page trains a neural network, for real and while you watch. The network is a ResNet, the pictures
        are photographs of ten kinds of things, 32 pixels wide, and the computer that learns is yours: nothing
        is sent anywhere. Most of the work is done by kernels that we wrote for WebGPU. A browser without it
        can still train, but slowly.
      </p>
      <p>Three experiments show most of what there is to see.</p>
      <ol>
        <li>
          <strong>Take the shortcuts away.</strong> Train a deep network, switch off the residual connections,
          and train again. The curves of both runs lie over one another, and the difference is the reason why
          ResNets exist: <Term section="degradation">degradation</Term>.
        </li>
        <li>
          <strong>Raise the learning rate</strong> step by step until the loss no longer falls, or explodes.
          The best rate is often not far below: <Term section="learning-rate">learning rate</Term>.
        </li>
        <li>
          <strong>Train on few pictures.</strong> Train accuracy rises to 100&nbsp;% and test accuracy stays
          behind: <Term section="overfitting">overfitting</Term>.
        </li>
      </ol>
      <p>
        Every run is kept in this browser with its settings and its curves, so that runs can be compared
        later. A run can be paused, resumed exactly where it was, and exported for PyTorch, ONNX or
        TensorFlow.js.
      </p>
    </>
  ),
  network: (
    <>
      <p>
        A picture enters as 32×32 pixels with 3 numbers each. The first layer, the stem, turns those three
        colours into 16 channels, which can be thought of as 16 small pictures, each showing where one pattern
        was found. Three stages follow. Every stage but the first begins by halving height and width and
        doubling the channels: the network knows less and less about <em>where</em> something is, and more and
        more about <em>what</em> it is. At the end each channel is averaged to one number, and a linear layer
        turns these numbers into one score for every class.
      </p>
      <p>
        A stage is a row of equal blocks, and that is what makes depth easy to change. With <i>n</i> blocks in
        each of three stages and two convolutions in each block, a network has 6<i>n</i>&nbsp;+&nbsp;2 layers
        that learn: ResNet-20, 32, 44, 56 and 110 <Cite of="he2015" />.
      </p>
      <DepthFigure
        question="What does more depth cost?"
        depth="Depth"
        layers={(layers) => `${layers} layers`}
        part="Part"
        output="Output"
        parameters="Parameters"
        macs="MACs"
        total="Total"
        parts={parts}
        caption="Height × width × channels of what each part hands on, the numbers it has to learn, and its multiply-accumulates for one picture. Depth costs in proportion; the shapes stay the same. Most parameters are in the last stage, where there are most channels."
      />
      <p>
        The other family has four stages and begins with 64 channels: ResNet-18, 34, 50, 101 and 152, which
        were made for pictures of 224×224 pixels. Their original stem shrinks a picture to a quarter of its
        side before the first block. Of 32 pixels that would leave 8, so here they start with a 3×3
        convolution, as in the note whose results the page shows <Cite of="note" />. The order of axes is a
        convention: PyTorch writes N×C×H×W, the GPU code of this page uses N×H×W×C. Both mean the same
        numbers.
      </p>
    </>
  ),
  residual: (
    <>
      <p>
        Two or three layers in a row can learn some function H(x) of their input. A residual block asks them
        for something else: for F(x), the <em>difference</em> between what should come out and what went in.
        The input itself travels past the layers along a shortcut and is added at the end <Cite of="he2015" />
        .
      </p>
      <p className={classes.formula}>y = F(x) + x</p>
      <BlockFigure
        question="What is inside a basic block?"
        shortcut="Shortcut"
        layers={['3×3 conv', 'batch norm', 'ReLU', '3×3 conv', 'batch norm']}
        caption={{
          residual:
            'There is no ReLU between the second batch norm and the addition. A ReLU there would leave only positive numbers, and the block could add to its input but never take anything away.',
          plain:
            'Without its shortcut, the block has to pass on everything that later layers need, through its own layers.',
        }}
        label={{
          residual:
            'x passes through 3×3 convolution, batch norm, ReLU, 3×3 convolution and batch norm; a shortcut adds x; then comes the last ReLU.',
          plain:
            'x passes through 3×3 convolution, batch norm, ReLU, 3×3 convolution, batch norm and the last ReLU.',
        }}
      />
      <p>
        Why should that be easier? Ask what a block must learn in order to do <em>nothing</em>. A plain block
        must copy its input through two convolutions, a precise setting of thousands of weights. A residual
        block only has to make its weights small. Most blocks of a deep network have little to do: each
        improves a picture that is already nearly right. A small correction is where a residual block starts,
        and where a plain one would have to arrive.
      </p>
      <IdentityFigure
        question="What arrives after many blocks whose layers hardly do anything?"
        strength="Strength of F"
        blocks="Blocks"
        input="input x"
        residual="y = F(x) + x"
        plain="y = F(x)"
        axis="along a line of the picture"
        value="value"
        caption="A curve stands for the input, and tanh for the layers. At strength 0 residual blocks hand on their input unchanged, however many there are. Plain blocks hand on nothing."
      />
    </>
  ),
  shortcuts: (
    <>
      <p>
        Two things can only be added if they have the same shape. Inside a stage they do: the shortcut is the
        input itself, an <em>identity</em>, which costs neither a parameter nor a multiplication. The first
        block of later stages is different. There height and width are halved and the channels doubled, and
        the shortcut has to follow.
      </p>
      <ul>
        <li>
          <strong>Projection.</strong> A 1×1 convolution with stride 2, and its own batch norm, makes the
          right shape. Drawings show it as a dashed line. This is the page's default, and what the note does.
        </li>
        <li>
          <strong>Identity with padding.</strong> Every second pixel is taken, and the missing channels are
          filled with zeros. It has no parameters.
        </li>
        <li>
          <strong>None.</strong> A plain network. It has the same layers otherwise, so nothing but the
          shortcuts can explain a difference.
        </li>
      </ul>
      <p>
        The paper compared them: projections were slightly better than padding, and making every shortcut a
        projection was hardly better still. It is the shortcut that matters, not its kind <Cite of="he2015" />
        .
      </p>
    </>
  ),
  gradient: (
    <>
      <p>
        A network learns by asking of each weight: if it were a little larger, how much would the loss change?
        The answer, the gradient, is computed from the output back to the input, and every layer on the way
        multiplies it by its own slope. A product of fifty factors seldom stays near one. If most are below
        one it <em>vanishes</em>, if most are above one it <em>explodes</em>, and layers far from the output
        learn nothing or too wildly.
      </p>
      <p>
        The slope of y = F(x) + x is F′(x) + 1. The one is the shortcut: a way back for the gradient that no
        layer can close.
      </p>
      <GradientFigure
        question="How large is the gradient in each block before anything was learned?"
        residual="ResNet-56"
        plain="Plain-56"
        norm="gradient norm of the block, log scale"
        axis="blocks, from input to output"
        source={{ label: 'Whose numbers', measured: 'measured by us', own: 'your runs' }}
        parts={parts}
        caption={({ residual, plain }) =>
          `First step, 32 pictures, the same seed in both. From the last block back to the first the gradient grows about ${residual}-fold in the residual network, and about ${plain}-fold in the plain one.`
        }
        ownCaption={(residual, plain) => `By stage, when ${residual} and ${plain} were first looked at.`}
      />
      <p>
        You may have expected the plain gradient to vanish. Without{' '}
        <Term section="batch-norm">batch norm</Term> it would. With batch norm the signal keeps its size on
        the way forward, and the gradient grows on the way back instead <Cite of="yang2019" />. Either way a
        single learning rate cannot suit all layers. The initial weights are chosen to keep the product near
        one as well: their spread follows from how many inputs or outputs a layer has <Cite of="heInit2015" />
        .
      </p>
    </>
  ),
  degradation: (
    <>
      <p>
        A deeper network can do all that a shallow one can: let the extra layers copy their input. So it
        should never be worse on the pictures that it trains on. Yet plain networks are. Beyond some depth
        both their <em>training</em> error and their test error rise <Cite of="he2015" />.
      </p>
      <p>
        This is not <Term section="overfitting">overfitting</Term>, for then the training error would fall.
        The good solution exists, but gradient descent does not find it. Degradation is a problem of
        optimisation, and <Term section="residual">residual learning</Term> solves it by making the copy the
        starting point.
      </p>
      <DegradationFigure
        question="Does a deeper network learn the training pictures better?"
        residual="with shortcuts"
        plain="plain"
        accuracy="train accuracy in the last epoch"
        layers="layers"
        caption={({ pictures, epochs, width }) =>
          `Measured by us with the code of this page: networks of width ${width}, all trained alike on ${pictures.toLocaleString('en')} pictures for ${epochs} epochs. So short a training favours shallow networks; what to look at is how much further the plain ones fall.`
        }
      />
      <p>
        Trained to the end, depth pays: on the test pictures the paper reports 91.25&nbsp;% for ResNet-20,
        93.03&nbsp;% for ResNet-56 and 93.57&nbsp;% for ResNet-110, while a plain network of 110 layers fails
        to learn at all <Cite of="he2015" />. To see it yourself, choose ResNet-56, train, take the shortcuts
        away, train again, and compare the <em>train</em> curves.
      </p>
    </>
  ),
  'batch-norm': (
    <>
      <p>
        After each convolution stands a batch norm. For every channel it takes the mean and the standard
        deviation of all values in the batch, over all pictures and all places, subtracts the one and divides
        by the other. Two learned numbers, γ and β, then give the channel the scale and the offset that suits
        the next layer <Cite of="ioffe2015" />.
      </p>
      <NormFigure
        question="What does the next layer see when the values shift?"
        mean="Mean before"
        deviation="Deviation before"
        gamma="γ"
        beta="β"
        before="before batch norm"
        after="after batch norm"
        axis="value"
        density="how often it occurs"
        caption="However you move the first curve, the second one stays. Only γ and β, which the network learns, can move it."
      />
      <p>
        A layer can thus rely on the scale of its input, even while all layers before it change. That allows a
        much higher learning rate, makes the initial weights matter less, and lets signals pass through many
        layers. Since the mean is that of a random batch, it adds a little noise, which acts against
        overfitting; ResNets need no dropout.
      </p>
      <p>
        For a single picture there is no batch. While it trains, each batch norm therefore keeps running
        averages of mean and variance, and evaluation uses those. So the same picture can get slightly
        different scores in training and in evaluation. When a network is exported, the running averages can
        be folded into the convolution before.
      </p>
      <p>
        You can take it away: <em>Normalisation</em> among all settings. Every convolution then has a bias,
        which is needless with batch norm, since β does the same. Lower the learning rate, train both, and
        compare the gradient of the blocks.
      </p>
    </>
  ),
  bottleneck: (
    <>
      <p>
        A 3×3 convolution from 256 channels to 256 has 590 thousand weights. From ResNet-50 on, blocks avoid
        most of them: a 1×1 convolution first squeezes the channels to a quarter, the 3×3 convolution works on
        those few, and another 1×1 convolution restores the number <Cite of="he2015" />. Wide, narrow, wide:
        hence the name.
      </p>
      <BottleneckFigure
        question="What does a block cost for the same number of channels?"
        channels="Channels"
        basic="Basic block"
        bottleneck="Bottleneck block"
        parameters="Parameters"
        macs="MACs on 8×8 pixels"
        caption={(times) =>
          `Three layers instead of two, with about ${times} times fewer parameters. What is saved is spent on more channels and more blocks.`
        }
      />
      <p>
        That is how ResNet-50 has four times the channels of ResNet-34 at about the same cost, 3.8 billion
        multiply-adds for a 224×224 picture, and ResNet-152 with its 11.3 billion is still cheaper than VGG-19
        with 19.6 billion and 19 layers.
      </p>
    </>
  ),
  training: (
    <>
      <p>
        Training repeats one step. A <strong>batch</strong> of pictures, 128 by default, goes through the
        network. The <strong>loss</strong> says how wrong the answers are: it is the mean of −log p, p being
        the probability that the network gave to the right class. Guessing among ten classes gives a loss of
        ln 10 ≈ 2.30. The <Term section="gradient">gradient</Term> of the loss says for every weight which way
        to move, and the optimizer moves them all a little.
      </p>
      <p>
        An <strong>epoch</strong> is one pass over all training pictures: 50,000 pictures in batches of 128
        are 391 steps. After each epoch the network is evaluated on test pictures that it never learns from.
        If time is short, use fewer pictures or fewer epochs. Fewer pictures teach less; fewer epochs leave
        less time to settle.
      </p>
      <p>
        A larger batch gives a less noisy gradient and fewer steps per epoch; it usually wants a higher
        learning rate. All chance, from the initial weights to the order of the pictures, comes from the seed:
        the same seed on the same device gives the same run. Small differences between two runs mean little
        until they appear with several seeds.
      </p>
    </>
  ),
  'learning-rate': (
    <>
      <p>
        Each step moves the weights against the gradient, times the learning rate. It is the setting that
        matters most. Too small, and training takes forever. Too large, and each step overshoots: the loss
        jumps or grows without bound.
      </p>
      <p>
        The best rate changes on the way. <strong>One-cycle</strong> begins low, while gradients are still
        wild, rises to its peak over the first 30&nbsp;% of all steps, and falls to zero over the rest, so
        that the network can settle. It reaches a given accuracy in few epochs, which suits short runs{' '}
        <Cite of="smith2017" />.
      </p>
      <RateFigure
        question="How does the learning rate move during a run?"
        peak="Learning rate"
        epochs="epochs"
        rate="learning rate"
        caption={{
          onecycle: 'One-cycle: up in a line to the rate that is set, then down in a line to zero.',
          cosine: 'Cosine: from the rate that is set down to zero, slowly at both ends.',
          step: 'Step: a tenth after half of the steps, a hundredth after three quarters, as in the paper.',
          constant: 'Constant: the same rate from the first step to the last.',
        }}
      />
      <p>
        A cosine falls without a rise <Cite of="sgdr2016" />. The paper drops the rate tenfold twice; just
        after such a drop the curves show a sudden gain. All but one-cycle can be given a warm-up, a few
        epochs in which the rate rises from zero.
      </p>
      <p>
        <strong>Momentum</strong> keeps a running sum of gradients, so that directions that agree add up and
        noise cancels. Nesterov's form looks one step ahead. <strong>AdamW</strong> scales each weight's step
        by how large its gradients have been and applies weight decay apart from that <Cite of="adamw2017" />.
        It wants a far smaller rate, about 0.001 where SGD takes 0.1.
      </p>
    </>
  ),
  curves: (
    <>
      <p>
        The thin line is measured on batches that the network is learning from, the thick one with dots on
        test pictures, after each epoch. <strong>Loss</strong> tells how sure the network is of right answers,{' '}
        <strong>accuracy</strong> how many answers are right. Ten classes make 10&nbsp;% the level of
        guessing.
      </p>
      <CurvesFigure
        question="How well does a network know pictures that it never saw?"
        epoch="Epoch"
        train="train"
        test="test"
        accuracy="accuracy"
        caption={({ train, test, gap, ahead }) =>
          `The first 20 epochs of ResNet-34 in the note. At this epoch: ${train} train, ${test} test. ${
            ahead ? 'Test is ahead' : 'Train is ahead'
          } by ${gap} points.`
        }
      />
      <ul>
        <li>
          <strong>Both rise together:</strong> the network still learns what holds for all pictures. More
          epochs help.
        </li>
        <li>
          <strong>Test is ahead</strong> early on. Train accuracy is a mean over an epoch during which the
          network improved, and its pictures were cropped and mirrored. Test is measured at the end.
        </li>
        <li>
          <strong>Train rises, test does not:</strong> <Term section="overfitting">overfitting</Term>.
        </li>
        <li>
          <strong>Test jumps up and down:</strong> the learning rate is still high. It calms down as the rate
          falls.
        </li>
        <li>
          <strong>Both stay low:</strong> the rate is wrong, or the network is plain and deep. The gradient
          chart tells which.
        </li>
        <li>
          <strong>The loss shoots up:</strong> the rate is too high. Try a tenth of it.
        </li>
      </ul>
    </>
  ),
  overfitting: (
    <>
      <p>
        A large network can learn its training pictures by heart. It then answers those perfectly and others
        no better than before. The gap between the two curves shows how much of the learning was memory. Four
        things hold it back.
      </p>
      <ul>
        <li>
          <strong>More pictures.</strong> Nothing else helps as much.
        </li>
        <li>
          <strong>Augmentation.</strong> Each time it is used, a picture is shifted by up to four pixels and
          mirrored at random; cutout also paints over a square of it. The network never sees quite the same
          picture twice.
        </li>
        <li>
          <strong>Weight decay.</strong> Every step pulls all weights a little towards zero, so that only
          those stay large which are needed over and over.
        </li>
        <li>
          <strong>Label smoothing.</strong> The network is asked for, say, 91&nbsp;% certainty instead of
          100&nbsp;%, and stops striving for ever larger scores.
        </li>
      </ul>
      <p>
        All of them make the task harder, so train accuracy falls. In a short run that learns nothing by heart
        anyway they can cost more than they gain.
      </p>
    </>
  ),
  sources: (
    <p>
      The explanations are our own. The figures are computed on this page or measured with its code, where no
      other source is named. The pictures are those of CIFAR-10 <Cite of="krizhevsky2009" />. What the prose
      rests on:
    </p>
  ),
};
