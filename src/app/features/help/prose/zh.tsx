/** The help in Chinese, with the figures of the English one. */

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
  stem: '起始层',
  layer1: 'layer1',
  layer2: 'layer2',
  layer3: 'layer3',
  pool: '平均池化',
  classifier: '分类器',
};

export const zh: Prose = {
  page: (
    <>
      <p>
        这个页面当着你的面训练一个神经网络，是真的训练。网络是 ResNet，数据是十类东西的小图片，每张宽 32
        像素；学习就在你自己的电脑上进行，什么都不会传出去。计算主要由我们为 WebGPU 编写的内核完成；浏览器没有
        WebGPU 也能训练，只是慢得多。
      </p>
      <p>最值得看的东西，三个实验就能看到大半。</p>
      <ol>
        <li>
          <strong>去掉捷径分支。</strong>
          先训练一个很深的网络，再关掉残差结构训练一次。两次的曲线画在同一张图里，它们的差距就是 ResNet
          存在的理由：
          <Term section="degradation">退化问题</Term>。
        </li>
        <li>
          <strong>一步步调高学习率，</strong>直到损失降不下去，甚至暴涨。最合适的值往往就在那之前不远：
          <Term section="learning-rate">学习率</Term>。
        </li>
        <li>
          <strong>只用少量图片训练。</strong>训练准确率会升到 100&nbsp;%，测试准确率却留在后面：
          <Term section="overfitting">过拟合</Term>。
        </li>
      </ol>
      <p>
        每次训练的设置和曲线都保存在这个浏览器里，以后可以拿来比较。训练可以暂停，可以从停下的地方原样继续，也可以导出给
        PyTorch、ONNX 或 TensorFlow.js 使用。
      </p>
    </>
  ),
  network: (
    <>
      <p>
        一张图片进来时是 32×32 个像素，每个像素三个数。第一层叫起始层，它把三种颜色变成 16
        个通道；每个通道可以看成一张小图，记着某一种花纹出现在哪里。接下来是三个阶段。除第一个阶段外，每个阶段一开始就把高和宽减半、把通道数加倍：网络越来越不在意东西在
        <em>哪里</em>，越来越清楚它是<em>什么</em>
        。最后把每个通道平均成一个数，再由全连接层算出每个类别的得分。
      </p>
      <p>
        每个阶段都由同样的块串成一排，所以加深网络很容易。三个阶段各有 <i>n</i>{' '}
        块、每块两个卷积，可学习的层就有 6<i>n</i>&nbsp;+&nbsp;2 个：ResNet-20、32、44、56 和 110{' '}
        <Cite of="he2015" />。
      </p>
      <DepthFigure
        question="加深网络要付出什么？"
        depth="深度"
        layers={(layers) => `${layers} 层`}
        part="部分"
        output="输出"
        parameters="参数"
        macs="乘加次数"
        total="合计"
        parts={parts}
        caption="每一部分输出的“高×宽×通道”、要学习的参数，以及处理一张图片的乘加次数。代价与深度成正比，形状则保持不变。参数大多在最后一个阶段，因为那里通道最多。"
      />
      <p>
        另一族有四个阶段，从 64 个通道开始：ResNet-18、34、50、101 和 152，原本用于 224×224
        的图片。它们的起始层会先把边长缩到四分之一；32 像素的图片这样一来只剩 8 像素，所以这里改用 3×3
        卷积，笔记里也是这样做的，本页还画出了笔记的成绩 <Cite of="note" />
        。各轴的顺序只是约定：PyTorch 写成 N×C×H×W，本页的 GPU 代码用 N×H×W×C，数是同样的数。
      </p>
    </>
  ),
  residual: (
    <>
      <p>
        相连的两三层可以学会输入的某个函数 H(x)。残差结构让它们改学另一样东西：F(x)，也就是应得的输出与输入之
        <em>差</em>。输入本身则沿着捷径分支绕过这些层，到末尾再加回来 <Cite of="he2015" />。
      </p>
      <p className={classes.formula}>y = F(x) + x</p>
      <BlockFigure
        question="一个基本块里有什么？"
        shortcut="捷径分支"
        layers={['3×3 卷积', '批归一化', 'ReLU', '3×3 卷积', '批归一化']}
        caption={{
          residual:
            '第二个批归一化与加法之间没有 ReLU。如果有，剩下的就全是正数，这个块只能往输入上加，永远不能减。',
          plain: '没有捷径分支时，后面需要的一切都得靠这个块自己的层原样传过去。',
        }}
        label={{
          residual: 'x 依次经过 3×3 卷积、批归一化、ReLU、3×3 卷积、批归一化；捷径分支加上 x；最后是 ReLU。',
          plain: 'x 依次经过 3×3 卷积、批归一化、ReLU、3×3 卷积、批归一化，最后是 ReLU。',
        }}
      />
      <p>
        为什么这样更容易？不妨问：要让一个块<em>什么都不做</em>
        ，它得学会什么？普通的块必须让输入穿过两个卷积后分毫不差，成千上万个权重都要恰到好处；残差结构只要把权重变小就行。很深的网络里，大多数块本来就没多少事可做，只是在已经大致正确的结果上略作修正。略作修正，正是残差结构的起点，却是普通块费尽力气才能到达的地方。
      </p>
      <IdentityFigure
        question="如果每个块的层几乎什么都不做，经过许多块之后还剩什么？"
        strength="F 的强度"
        blocks="块数"
        input="输入 x"
        residual="y = F(x) + x"
        plain="y = F(x)"
        axis="沿图片中的一条线"
        value="数值"
        caption="用一条曲线代表输入，用 tanh 代表各层。强度为 0 时，残差结构不管有多少个，都把输入原样传下去；普通的块什么也传不下去。"
      />
    </>
  ),
  shortcuts: (
    <>
      <p>
        形状相同才能相加。在一个阶段内部正是如此：捷径分支就是输入本身，即<em>恒等</em>
        映射，不要参数，也不要乘法。从第二个阶段起，每个阶段的第一块不一样：高和宽减半，通道加倍，捷径分支也得跟着变。
      </p>
      <ul>
        <li>
          <strong>投影。</strong>用步长为 2 的 1×1
          卷积加上自己的批归一化，变成所需的形状；结构图里常画成虚线。这是本页的默认做法，笔记也是这样做的。
        </li>
        <li>
          <strong>恒等加补零。</strong>每隔一个像素取一个，缺少的通道填零，没有参数。
        </li>
        <li>
          <strong>无。</strong>普通网络。其余各层完全相同，所以结果若有差别，只能来自捷径分支。
        </li>
      </ul>
      <p>
        论文比较过：投影比补零略好一点，把所有捷径分支都换成投影，也好不了多少。要紧的是有没有捷径分支，而不是哪一种{' '}
        <Cite of="he2015" />。
      </p>
    </>
  ),
  gradient: (
    <>
      <p>
        网络的学习，就是对每个权重问一句：如果它大一点点，损失会变多少？答案就是梯度。梯度从输出往输入方向计算，每经过一层都要乘上这一层的斜率。五十个数相乘，很少还能接近
        1：大多小于 1，梯度就<em>消失</em>；大多大于 1，梯度就<em>爆炸</em>
        。离输出远的层于是要么学不到东西，要么乱学一气。
      </p>
      <p>y = F(x) + x 的斜率是 F′(x) + 1。这个 1 就是捷径分支：梯度有了一条任何层都挡不住的回路。</p>
      <GradientFigure
        question="还没开始学习时，每一块里的梯度有多大？"
        residual="ResNet-56"
        plain="普通网络-56"
        norm="块的梯度范数，对数刻度"
        axis="从输入到输出的各块"
        source={{ label: '数据来源', measured: '我们的测量', own: '你的训练' }}
        parts={parts}
        caption={({ residual, plain }) =>
          `第一步，32 张图片，随机种子相同。从最后一块往回传到第一块，梯度在残差网络里放大了约 ${residual} 倍，在普通网络里放大了约 ${plain} 倍。`
        }
        ownCaption={(residual, plain) => `按阶段画出 ${residual} 和 ${plain} 第一次测得的梯度。`}
      />
      <p>
        你也许以为普通网络的梯度会消失。如果没有<Term section="batch-norm">批归一化</Term>
        ，确实会。有了批归一化，信号往前传时大小不变，梯度却在往回传时越来越大 <Cite of="yang2019" />
        。不管哪一种，都没有一个学习率能适合所有的层。初始权重也是为了让乘积接近 1
        而选的：分布的宽窄取决于这一层有多少输入或输出 <Cite of="heInit2015" />。
      </p>
    </>
  ),
  degradation: (
    <>
      <p>
        浅网络能做到的，深网络都能做到：让多出来的层照抄输入就行。所以在训练图片上，深网络绝不该更差。普通网络却偏偏更差：超过某个深度，
        <em>训练</em>误差和测试误差一起上升 <Cite of="he2015" />。
      </p>
      <p>
        这不是<Term section="overfitting">过拟合</Term>
        ，过拟合时训练误差会下降。好的解是存在的，只是梯度下降找不到它。退化是优化上的难题，
        <Term section="residual">残差学习</Term>的办法是：干脆从“照抄”出发。
      </p>
      <DegradationFigure
        question="网络越深，训练图片就学得越好吗？"
        residual="有捷径分支"
        plain="普通网络"
        accuracy="最后一轮的训练准确率"
        layers="层"
        caption={({ pictures, epochs, width }) =>
          `我们用本页的代码测得：宽度为 ${width} 的网络，以同样的方式在 ${pictures} 张图片上训练 ${epochs} 轮。训练这么短，浅网络占便宜；要看的是普通网络掉得多得多。`
        }
      />
      <p>
        训练到底，深度就有回报：论文在测试图片上报告的准确率，ResNet-20 为 91.25&nbsp;%，ResNet-56 为
        93.03&nbsp;%，ResNet-110 为 93.57&nbsp;%，而 110 层的普通网络根本学不起来 <Cite of="he2015" />
        。想亲眼看看，就选 ResNet-56 训练一次，去掉捷径分支再训练一次，然后比较两条<em>训练</em>曲线。
      </p>
    </>
  ),
  'batch-norm': (
    <>
      <p>
        每个卷积后面都有一个批归一化。它对每个通道，在一批图片的所有位置上求出平均值和标准差，减去前者，除以后者；再由学到的两个数
        γ 和 β，给这个通道换上适合下一层的幅度和偏移 <Cite of="ioffe2015" />。
      </p>
      <NormFigure
        question="数值漂移时，下一层看到的是什么？"
        mean="之前的平均值"
        deviation="之前的标准差"
        gamma="γ"
        beta="β"
        before="批归一化之前"
        after="批归一化之后"
        axis="数值"
        density="出现的多少"
        caption="不管怎样移动第一条曲线，第二条都不动。能移动它的只有 γ 和 β，而这两个数由网络自己学习。"
      />
      <p>
        这样一来，前面的层再怎么变，每一层都能指望输入的幅度是稳定的。学习率因此可以高得多，初始权重不再那么要紧，信号也能穿过很多层。平均值来自随机的一批图片，带来少许噪声，正好抑制过拟合，所以
        ResNet 不用 dropout。
      </p>
      <p>
        只有一张图片时谈不上“一批”。训练过程中，每个批归一化都会记下平均值和方差的滑动平均，评估时就用它们。因此同一张图片在训练和评估时的得分会略有不同。导出网络时，可以把滑动平均并入前面的卷积。
      </p>
      <p>
        批归一化也可以去掉：在全部设置里把<em>归一化</em>
        改为“无”。这时每个卷积都带偏置；有批归一化时用不着它，因为 β
        已经起到同样的作用。把学习率调低，两种网络各训练一次，再比较各个块的梯度。
      </p>
    </>
  ),
  bottleneck: (
    <>
      <p>
        从 256 个通道到 256 个通道的 3×3 卷积有 59 万个权重。从 ResNet-50 起，块的设计避开了其中的大部分：先用
        1×1 卷积把通道压缩到四分之一，3×3 卷积只处理这些通道，再用一个 1×1 卷积把通道数还原{' '}
        <Cite of="he2015" />
        。两头宽、中间窄，所以叫瓶颈。
      </p>
      <BottleneckFigure
        question="通道数相同时，一个块要付出什么？"
        channels="通道数"
        basic="基本块"
        bottleneck="瓶颈块"
        parameters="参数"
        macs="8×8 像素上的乘加次数"
        caption={(times) =>
          `层数从两层变成三层，参数却只有大约 1/${times}。省下来的计算用在更多的通道和更多的块上。`
        }
      />
      <p>
        正因如此，ResNet-50 的通道数是 ResNet-34 的四倍，代价却差不多：一张 224×224 的图片约 38
        亿次乘加。ResNet-152 约 113 亿次，仍比只有 19 层的 VGG-19 的 196 亿次便宜。
      </p>
    </>
  ),
  training: (
    <>
      <p>
        训练就是不断重复一步。<strong>一批</strong>图片（默认 128 张）通过网络；<strong>损失</strong>
        说明答得有多差：它是 −log p 的平均，p 是网络给正确类别的概率。在十个类别里瞎猜，损失是 ln 10 ≈
        2.30。损失的
        <Term section="gradient">梯度</Term>说明每个权重该往哪边动，优化器就把它们都移动一点点。
      </p>
      <p>
        把全部训练图片过一遍叫<strong>一轮</strong>：50,000 张图片，每批 128 张，就是 391
        步。每轮结束后，用网络从不学习的测试图片来评估。时间不够，就少用些图片，或者少训练几轮。图片少，学到的就少；轮数少，就没有时间收敛。
      </p>
      <p>
        批越大，梯度的噪声越小，每轮的步数也越少，通常要配更高的学习率。一切随机性，从初始权重到图片的顺序，都来自随机种子：同一台设备上，种子相同，训练过程就相同。两次训练若只差一点点，要换几个种子都如此才算数。
      </p>
    </>
  ),
  'learning-rate': (
    <>
      <p>
        每一步都让权重逆着梯度移动，移动多少由学习率决定。这是最要紧的设置。太小，训练遥遥无期；太大，每一步都会冲过头，损失忽上忽下，甚至无限增长。
      </p>
      <p>
        最合适的学习率会随训练而变。<strong>单周期</strong>从低处开始，因为起初梯度还很乱；在前 30&nbsp;%
        的步里升到最高，其余的步里再降到零，让网络安定下来。它用不多的轮数就能达到不错的准确率，适合较短的训练{' '}
        <Cite of="smith2017" />。
      </p>
      <RateFigure
        question="训练过程中学习率怎样变化？"
        peak="学习率"
        epochs="轮"
        rate="学习率"
        caption={{
          onecycle: '单周期：直线上升到所设的学习率，再直线降到零。',
          cosine: '余弦：从所设的学习率降到零，两头慢，中间快。',
          step: '阶梯：一半的步之后降到十分之一，四分之三之后降到百分之一，与论文相同。',
          constant: '恒定：从第一步到最后一步都一样。',
        }}
      />
      <p>
        余弦只降不升 <Cite of="sgdr2016" />
        。论文把学习率两次降到十分之一，每次降完，曲线都会突然变好。除单周期外，都可以加上预热：在最初几轮里，学习率从零升起。
      </p>
      <p>
        <strong>动量</strong>把历次梯度累加起来，方向一致的越加越大，噪声则互相抵消；Nesterov
        的形式还会先往前看一步。<strong>AdamW</strong>{' '}
        按每个权重过去梯度的大小来调整它的移动量，并把权重衰减单独计算 <Cite of="adamw2017" />
        。它需要的学习率小得多：SGD 用 0.1 的地方，它大约用 0.001。
      </p>
    </>
  ),
  curves: (
    <>
      <p>
        细线来自正在学习的那些图片；带圆点的粗线来自测试图片，每轮结束后测一次。<strong>损失</strong>
        说明网络对正确答案有多大把握，<strong>准确率</strong>说明答对了多少。十个类别，瞎猜就是 10&nbsp;%。
      </p>
      <CurvesFigure
        question="网络对从没见过的图片认得怎样？"
        epoch="轮次"
        train="训练"
        test="测试"
        accuracy="准确率"
        caption={({ train, test, gap, ahead }) =>
          `笔记中 ResNet-34 的前 20 轮。在这一轮：训练 ${train}，测试 ${test}，${ahead ? '测试' : '训练'}高出 ${gap} 个百分点。`
        }
      />
      <ul>
        <li>
          <strong>两条一起上升：</strong>网络学到的东西对所有图片都管用，再训练几轮还会更好。
        </li>
        <li>
          <strong>起初测试更高：</strong>
          训练准确率是一整轮的平均，而网络在这一轮里一直在进步，图片又经过裁剪和翻转；测试则在一轮结束时才做。
        </li>
        <li>
          <strong>训练上升，测试不动：</strong>
          <Term section="overfitting">过拟合</Term>。
        </li>
        <li>
          <strong>测试忽高忽低：</strong>学习率还高，等它降下来就会平稳。
        </li>
        <li>
          <strong>两条都很低：</strong>学习率不合适，或者这是很深的普通网络。看梯度曲线就知道是哪一种。
        </li>
        <li>
          <strong>损失猛涨：</strong>学习率太高，试试它的十分之一。
        </li>
      </ul>
    </>
  ),
  overfitting: (
    <>
      <p>
        大网络能把训练图片背下来：背过的全对，没背过的却不见长进。两条曲线之间的差距，就是死记硬背的部分。有四样东西可以抑制它。
      </p>
      <ul>
        <li>
          <strong>更多的图片。</strong>没有什么比这更管用。
        </li>
        <li>
          <strong>数据增强。</strong>每次用到一张图片，都随机移动最多四个像素、随机左右翻转；cutout
          还会遮住其中一块。网络永远不会两次看到完全一样的图片。
        </li>
        <li>
          <strong>权重衰减。</strong>每一步都把所有权重往零拉一点，只有一再用得上的才能保持很大。
        </li>
        <li>
          <strong>标签平滑。</strong>只要求网络有比如 91&nbsp;% 的把握，而不是
          100&nbsp;%，它就不会一味地把得分推高。
        </li>
      </ul>
      <p>这些办法都让题目变难，所以训练准确率会降低。如果训练很短，本来就来不及背，它们可能得不偿失。</p>
    </>
  ),
  sources: (
    <p>
      这里的说明都是我们自己写的。没有注明出处的图，由本页当场计算，或用本页的代码测得。图片来自 CIFAR-10{' '}
      <Cite of="krizhevsky2009" />
      。文中所依据的资料：
    </p>
  ),
};
