using System.IO.Compression;
using System.Text;
using Fleet.Core.Scheduling.Files;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Solver;

namespace Fleet.Silo.Planning.Verb;

/// <summary><c>./fleet plan FILE</c>: solves a problem file, without a server.</summary>
static class PlanVerb
{
    const long MostBytes = 1L << 30;

    public static bool Knows(string verb) => verb is "plan" or SolverVerb.Name;

    /// <summary>0: solved. 1: the file is no problem. 2: it was asked for wrongly.</summary>
    public static async Task<int> Run(string verb, IReadOnlyList<string> args)
    {
        if (verb == SolverVerb.Name)
            return SolverVerb.Run();
        if (PlanOptions.Read(args, out var fault) is not { } options)
            return Complain(fault, 2);
        var (text, unreadable) = await ReadText(options.File);
        if (text is null)
            return Complain(unreadable!, 1);
        var file = ProblemFileReader.Read(text);
        if (!file.IsGood)
            return Complain($"{options.File}: {file.Fault}", 1);
        if (file.Workshop is not null && options.Policy is { } policy)
        {
            (var yaml, unreadable) = await ReadText(policy);
            if (yaml is null)
                return Complain(unreadable!, 1);
            var outcome = PlanPolicyReader.Read(yaml, policy);
            if (!outcome.IsGood)
                return Complain(outcome.Faults[0].ToString(), 1);
            file = file with { Workshop = file.Workshop with { Policy = outcome.Policy } };
        }
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            // What was found until now is printed.
            pressed.Cancel = true;
            stop.Cancel();
        };
        PlanReport report = file switch
        {
            { Unrelated: { } unrelated } => UnrelatedReport.Solve(unrelated, options, stop.Token),
            { JobShop: { } shop } => await JobShopReport.Solve(shop, options, stop.Token),
            _ => await WorkshopReport.Solve(file.Workshop!, options, stop.Token),
        };
        Console.Out.Write(options.Json ? report.Json() : report.Text(options.File));
        if (options.Iterations is not null)
            Console.Error.WriteLine(report.Effort());
        return report.Failure is { } failure ? Complain(failure, 1) : 0;
    }

    /// <summary>The text of a plain or gzipped file.</summary>
    static async Task<(string? Text, string? Fault)> ReadText(string path)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            await using var plain = zipped ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
            var bytes = new MemoryStream();
            var part = new byte[1 << 16];
            for (int count; (count = await plain.ReadAsync(part)) > 0;)
            {
                if (bytes.Length + count > MostBytes)
                    return (null, $"{path} holds more than {MostBytes >> 20} MB; no problem is that large.");
                bytes.Write(part, 0, count);
            }
            return (Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length), null);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"There is no file {path}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, Directory.Exists(path) ? $"{path} is a folder; name a file in it." : $"{path} cannot be read: {fault.Message}");
        }
        catch (InvalidDataException)
        {
            return (null, $"{path} begins like a gzip file and is damaged. Fetch it again.");
        }
    }

    static int Complain(string sentence, int status)
    {
        Console.Error.WriteLine($"fleet: {sentence}");
        return status;
    }
}
