// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/demo/demo_tree.h"

#include "services/sandbox/demo/tree_writer.h"

#include <QCoreApplication>

namespace snapgpu::sandbox {

namespace {

struct Weights
{
    const char *path;
    int permille; ///< of all weight bytes
};

constexpr Weights kWeights[] = {{"models/musetalk/pytorch_model.bin", 380},
    {"models/sd-vae/diffusion_pytorch_model.safetensors", 240}, {"models/whisper/tiny.pt", 140},
    {"models/dwpose/dw-ll_ucoco_384.pth", 110}, {"models/face-parse-bisent/79999_iter.pth", 70},
    {"models/face-parse-bisent/resnet18-5c106cde.pth", 60}};

constexpr const char *kPackages[] = {"torch", "torchvision", "numpy", "cv2", "diffusers", "transformers",
    "accelerate", "mmcv", "mmpose", "librosa", "soundfile", "ffmpeg", "tqdm", "yaml", "requests", "PIL"};
constexpr const char *kModules[] = {"nn", "ops", "utils", "core", "backends", "models", "io", "testing"};
constexpr const char *kNouns[] = {"frame", "latent", "audio", "mask", "landmark", "batch", "whisper", "unet",
    "blend", "face", "feature", "timestep"};
constexpr const char *kVerbs[] = {
    "load", "encode", "decode", "crop", "resize", "align", "merge", "sample", "project", "normalize"};

template <typename T, std::size_t N> const T &pick(const T (&from)[N], BitSource &bits)
{
    return from[bits.below(static_cast<int>(N))];
}

/** Text that looks and compresses like Python code. */
QByteArray pythonModule(BitSource &bits, int functions)
{
    QByteArray code = "import math\nimport os\nimport sys\n\n";
    for (int i = 0; i < functions; ++i) {
        const QByteArray verb = pick(kVerbs, bits);
        const QByteArray noun = pick(kNouns, bits);
        const QByteArray number = QByteArray::number(bits.below(4096));
        code += "\ndef " + verb + '_' + noun + '_' + number + '(' + noun + ", scale=" + number + "):\n"
            + "    \"\"\"" + verb + " one " + noun + ".\"\"\"\n" + "    if not " + noun
            + ":\n        raise ValueError(\"no " + noun + "\")\n" + "    size = len(" + noun + ") * "
            + QByteArray::number(bits.below(97)) + "\n"
            + "    return [math.sqrt(x * scale) for x in range(size)]\n";
    }
    return code;
}

void writeWeights(TreeWriter &tree, const DemoTreeOptions &options, const std::atomic_bool &cancelled)
{
    quint64 seed = options.seed * 1000;
    for (const Weights &file : kWeights) {
        if (cancelled) {
            return;
        }
        tree.random(QLatin1String(file.path), options.weightBytes * file.permille / 1000, ++seed);
    }
    tree.text(QStringLiteral("models/musetalk/musetalk.json"),
        "{\"sample_size\": 64, \"in_channels\": 8, \"out_channels\": 4, \"cross_attention_dim\": 384}\n");
    tree.text(QStringLiteral("models/sd-vae/config.json"),
        "{\"_class_name\": \"AutoencoderKL\", \"latent_channels\": 4, \"scaling_factor\": 0.18215}\n");
    tree.link(QStringLiteral("models/musetalk/latest.bin"), "pytorch_model.bin");
    tree.hardLink(QStringLiteral("models/cache/resnet18.pth"), QLatin1String(kWeights[5].path));
}

void writeProject(TreeWriter &tree, BitSource &bits)
{
    tree.text(QStringLiteral("README.md"), "# MuseTalk\n\nLip synchronisation of a portrait to speech.\n");
    tree.text(QStringLiteral("requirements.txt"),
        "torch==2.4.1\ndiffusers==0.30.2\naccelerate==0.34.2\nmmpose==1.3.2\nlibrosa==0.10.2\nomegaconf\n");
    tree.text(QStringLiteral("inference.sh"),
        "#!/bin/sh\nexec python -m scripts.inference --inference_config configs/inference/test.yaml\n", 0755);
    tree.text(QStringLiteral("configs/inference/test.yaml"),
        "task_0:\n  video_path: data/video/yongen.mp4\n  audio_path: data/audio/yongen.wav\n  bbox_shift: "
        "-7\n");
    tree.text(QStringLiteral("configs/training/unet.json"), "{\"batch_size\": 8, \"learning_rate\": 5e-5}\n");
    for (const char *path : {"app.py", "scripts/inference.py", "scripts/realtime_inference.py",
             "scripts/preprocess.py", "musetalk/__init__.py", "musetalk/models/unet.py",
             "musetalk/models/vae.py", "musetalk/utils/blending.py", "musetalk/utils/preprocessing.py",
             "musetalk/utils/audio_processor.py", "musetalk/whisper/model.py", "train.py"}) {
        tree.text(QLatin1String(path), pythonModule(bits, 20 + bits.below(40)));
    }
    tree.folder(QStringLiteral("results"));
    // Names that break careless quoting, sorting and decoding.
    tree.text(QStringLiteral("notes/it's a \"quoted\" name.txt"), "quotes\n");
    tree.text(QStringLiteral("notes/two  spaces and $(dollar) *.txt"), "shell\n");
    tree.text(QStringLiteral("notes/-rf"), "looks like an option\n");
    tree.text(QStringLiteral("notes/back\\slash.txt"), "backslash\n");
    tree.text(QStringLiteral("notes/ação – 你好 – ñandú.md"), "unicode\n");
    tree.text(QStringLiteral("notes/empty"), {});
    tree.text(QStringLiteral("notes/private.key"), "not a real key\n", 0600);
    tree.random(QStringLiteral("data/video/yongen.mp4"), 2'400'000, bits.next());
    tree.random(QStringLiteral("data/audio/yongen.wav"), 700'000, bits.next());
}

void writeVenv(TreeWriter &tree, int files, BitSource &bits, const std::atomic_bool &cancelled)
{
    const QString site = QStringLiteral("venv/lib/python3.10/site-packages/");
    for (int i = 0; i < files && !cancelled; ++i) {
        const QString package = QLatin1String(kPackages[i % static_cast<int>(std::size(kPackages))]);
        const QString module = QLatin1String(pick(kModules, bits));
        tree.text(site + package + QLatin1Char('/') + module
                + QStringLiteral("/m%1.py").arg(i, 4, 10, QLatin1Char('0')),
            pythonModule(bits, 1 + bits.below(12)));
    }
    tree.text(QStringLiteral("venv/pyvenv.cfg"), "home = /usr/bin\nversion = 3.10.12\n");
    tree.text(
        QStringLiteral("venv/bin/activate"), "VIRTUAL_ENV=/workspace/MuseTalk/venv\nexport VIRTUAL_ENV\n");
    tree.text(QStringLiteral("venv/bin/pip"), "#!/workspace/MuseTalk/venv/bin/python\n", 0755);
    tree.link(QStringLiteral("venv/bin/python"), "/usr/bin/python3");
    tree.link(QStringLiteral("venv/bin/python3"), "python");
    tree.link(QStringLiteral("venv/lib64"), "lib");
    tree.link(QStringLiteral("data/gone"), "/mnt/volume/that/is/not/mounted");
}

} // namespace

Result<Done> writeDemoTree(
    const QString &workspace, const DemoTreeOptions &options, const std::atomic_bool &cancelled)
{
    TreeWriter tree(workspace + QStringLiteral("/MuseTalk"));
    BitSource bits(options.seed);
    writeProject(tree, bits);
    writeVenv(tree, options.smallFiles, bits, cancelled);
    writeWeights(tree, options, cancelled);
    return tree.result();
}

Result<Done> applyDemoState(const QString &workspace, const DemoTreeOptions &options, int state)
{
    TreeWriter tree(workspace + QStringLiteral("/MuseTalk"));
    BitSource bits(options.seed * 77 + static_cast<quint64>(state));
    switch (state) {
    case 1: // a day of code
        tree.text(QStringLiteral("scripts/inference.py"), pythonModule(bits, 48));
        tree.text(QStringLiteral("musetalk/utils/blending.py"), pythonModule(bits, 33));
        break;
    case 2: // first results
        for (int i = 0; i < 40; ++i) {
            tree.random(QStringLiteral("results/run1/frame_%1.png").arg(i, 5, 10, QLatin1Char('0')), 20'000,
                bits.next());
        }
        tree.text(QStringLiteral("configs/inference/test.yaml"), "task_0:\n  bbox_shift: -3\n");
        break;
    case 3: // a small model trained
        tree.random(
            QStringLiteral("models/musetalk/adapter.safetensors"), options.weightBytes / 14, bits.next());
        tree.remove(QStringLiteral("notes/empty"));
        break;
    case 4: // last evening
        tree.text(QStringLiteral("app.py"), pythonModule(bits, 61));
        tree.text(QStringLiteral("notes/todo.md"), "- shorter jaw mask\n- 25 fps\n");
        break;
    default:
        break;
    }
    return tree.result();
}

} // namespace snapgpu::sandbox
