using Fleet.Agent.Journal;

namespace Fleet.Tests.Journal;

public sealed class ProgressNoteTests : IDisposable
{
    readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("fleet-note-").FullName, "printer");

    [Fact]
    public void The_next_process_reads_what_the_last_one_had_not_booked()
    {
        using (var note = new ProgressNote(_path))
        {
            note.Begin("run-1");
            note.Reached(10, [5, 0]);
            note.Booked([4]);
            note.Reached(12, [6.5, 2]);
        }
        using var next = new ProgressNote(_path);
        var left = next.Left("run-1");
        Assert.Equal(12, left!.Value.Line);
        Assert.Equal([2.5, 2], left.Value.UnbookedMm);
    }

    [Fact]
    public void A_note_about_another_run_says_nothing()
    {
        using var note = new ProgressNote(_path);
        Assert.Null(note.Left("run-1"));
        note.Begin("run-1");
        Assert.Null(note.Left("run-2"));
        note.Begin("run-2");
        Assert.Null(note.Left("run-1"));
        Assert.Equal(0, note.Left("run-2")!.Value.Line);
    }

    [Fact]
    public void A_note_that_was_torn_while_it_was_written_says_nothing()
    {
        using (var note = new ProgressNote(_path))
            note.Begin("run-1");
        // Odd: the writer did not come to its end.
        using (var file = File.OpenWrite(_path))
            file.WriteByte(7);
        using var next = new ProgressNote(_path);
        Assert.Null(next.Left("run-1"));
        next.Begin("run-2");
        Assert.NotNull(next.Left("run-2"));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
}
