using Fleet.Silo.Hosting;

namespace Fleet.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Every_option_is_read_in_both_spellings()
    {
        var options = CommandLine.Read(["--demo", "--speed", "20", "--port=9000", "--agent-port", "9001", "--data", "/tmp/x", "--no-agent"], out var fault);
        Assert.Equal("", fault);
        Assert.Equal((true, 20.0, 9000, 9001, "/tmp/x", false), (options!.Demo, options.Speed, options.Port, options.AgentPort, options.Data, options.LocalAgent));
    }

    [Theory]
    [InlineData("--prot 1", "'--prot' is no option of up")]
    [InlineData("--port", "--port needs a value")]
    [InlineData("--port http", "--port needs a value that fits")]
    [InlineData("--port 70000", "a port is a number from 1 to 65535")]
    [InlineData("--port 9000 --agent-port 9000", "choose two different ports")]
    [InlineData("--speed 0", "choose a number above 0")]
    [InlineData("--speed 1,5", "--speed needs a value that fits")]
    public void What_cannot_be_used_is_one_sentence_that_says_what_to_do(string line, string sentence)
    {
        Assert.Null(CommandLine.Read(line.Split(' '), out var fault));
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_said_before_anything_starts()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;
        var sentence = await Obstacles.Find(new() { Port = port, AgentPort = port == 8421 ? 8422 : 8421, Data = Path.GetTempPath() });
        Assert.Equal($"Port {port} is in use. Stop the other program, or choose another port with --port.", sentence);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_before_anything_starts()
    {
        // Nobody, not even root, makes a folder inside a file.
        var file = Path.GetTempFileName();
        var sentence = await Obstacles.Find(new() { Port = Fleet.Bench.Load.FreePorts.Row(2), AgentPort = Fleet.Bench.Load.FreePorts.Row(1), Data = Path.Combine(file, "data") });
        Assert.Contains("cannot be written", sentence, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void A_second_server_on_the_same_folder_is_turned_away()
    {
        var folder = Directory.CreateTempSubdirectory("fleet-lock-").FullName;
        using (DataFolderLock.Take(folder))
            Assert.Null(DataFolderLock.Take(folder));
        using (var again = DataFolderLock.Take(folder))
            Assert.NotNull(again);
        Directory.Delete(folder, recursive: true);
    }
}
