using Fleet.Core.Gcode;
using Fleet.Core.Gcode.Pictures;

namespace Fleet.Tests.Gcode.Pictures;

public sealed class PictureTests
{
    [Theory]
    [InlineData("ps_cube20_mk3s_020.gcode", PreviewView.Isometric, 0.3, 0.6)]
    [InlineData("cnc_pocket_arcs.nc", PreviewView.Top, 0.15, 0.7)]
    public void A_preview_fills_a_good_part_of_the_picture(string name, PreviewView view, double least, double most)
    {
        var preview = new ProgramPreview(view);
        Read.Whole(Sample.Bytes(name), null, AnalysisOptions.Default with { Observer = preview, WithMotionTime = false });
        PixelImage image = Assert.IsType<PixelImage>(preview.Render(320, 240));
        double covered = Enumerable.Range(0, 320 * 240).Count(i => image.Rgba[i * 4 + 3] == 255) / (320.0 * 240);
        Assert.InRange(covered, least, most);
        Assert.True(Png.Encode(image) is [0x89, (byte)'P', (byte)'N', (byte)'G', ..]);
    }

    [Fact]
    public void One_layer_can_be_drawn_alone()
    {
        var layer = new ProgramPreview(PreviewView.Top, onlyLayer: 50);
        Read.Whole(Sample.Bytes("ps_cube20_mk3s_020.gcode"), null, AnalysisOptions.Default with { Observer = layer, WithMotionTime = false });
        Assert.NotNull(layer.Render(200, 200));
    }

    [Fact]
    public void Nothing_made_is_nothing_drawn() => Assert.Null(new ProgramPreview(PreviewView.Top).Render(10, 10));

    [Fact]
    public void A_toolpath_plays_the_same_moves_again()
    {
        var seen = new Recorder();
        var bytes = new MemoryStream();
        using (var writer = new ToolpathWriter(bytes))
            Read.Whole(Sample.Bytes("ps_cube20_ender3_020.gcode"), null, AnalysisOptions.Default with { Observer = new CombinedObserver(writer, seen), WithMotionTime = false });
        bytes.Position = 0;
        var played = new Recorder();
        Assert.True(ToolpathReader.TryRead(bytes, played));
        Assert.Equal(seen.Layers, played.Layers);
        Assert.Equal(seen.Moves.Count, played.Moves.Count);
        for (int i = 0; i < seen.Moves.Count; i++)
        {
            ObservedMove a = seen.Moves[i], b = played.Moves[i];
            Assert.Equal((a.Feature, a.Tool, Math.Floor(a.FeedMmPerMin)), (b.Feature, b.Tool, b.FeedMmPerMin));
            Assert.Equal(a.To.X, b.To.X, ToolpathWriter.QuantumMm);
            Assert.Equal(a.To.Y, b.To.Y, ToolpathWriter.QuantumMm);
            Assert.Equal(a.To.Z, b.To.Z, ToolpathWriter.QuantumMm);
        }
    }

    sealed class Recorder : IMotionObserver
    {
        public List<ObservedMove> Moves { get; } = [];

        public int Layers { get; private set; }

        public void Move(in ObservedMove move) => Moves.Add(move);

        public void LayerBegins(int index, double zMm) => Layers++;
    }
}
