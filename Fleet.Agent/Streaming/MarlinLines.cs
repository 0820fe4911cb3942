using System.Globalization;
using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>What an operator sends to a line-and-ok firmware by hand: homing, jogs, factors, console lines.</summary>
sealed class MarlinLines(MarlinStream stream, Desk desk)
{
    /// <summary>The firmware stopped itself and takes commands again after M999, which then goes before the next one.</summary>
    internal bool UntilM999 { get; set; }

    internal void Take(Request request, bool running)
    {
        switch (request.Kind)
        {
            case RequestKind.Override:
                SetFactor(request);
                break;
            case RequestKind.Send when !running || MarlinScripts.SafeWhileRunning(request.Text):
                Do(request, [request.Text]);
                break;
            case RequestKind.Send:
                request.Refuse($"\"{request.Text}\" could move the machine or change its heat. While a run is on only queries and messages are taken.");
                break;
            case RequestKind.Home or RequestKind.Jog when running:
                request.Refuse("A run is on. Wait for its end or cancel it.");
                break;
            case RequestKind.Home:
                Do(request, ["G28" + string.Concat(request.Text.Select(axis => " " + char.ToUpperInvariant(axis)))]);
                break;
            case RequestKind.Jog:
                Do(request, MarlinScripts.Jog(request.Move));
                break;
        }
    }

    void SetFactor(Request request)
    {
        switch (request.Factor)
        {
            case OverrideKind.Feed: Factor(request, "M220"); break;
            case OverrideKind.Flow: Factor(request, "M221"); break;
            default: request.Refuse("A printer has a feed and a flow factor, and no other. Choose one of them."); break;
        }
    }

    void Factor(Request request, string code)
    {
        desk.Show(picture => picture with
        {
            Overrides = request.Factor == OverrideKind.Feed ? picture.Overrides with { FeedPercent = request.Value } : picture.Overrides with { FlowPercent = request.Value },
        });
        Do(request, [string.Create(CultureInfo.InvariantCulture, $"{code} S{request.Value}")]);
    }

    void Do(Request request, IReadOnlyList<string> lines)
    {
        if (desk.Newest.State == DriverState.Fault)
        {
            if (!UntilM999)
                throw desk.Recover(request);
            lines = ["M999", .. lines.Where(line => line.Trim() != "M999")];
            desk.Publish(DriverState.Idle);
            UntilM999 = false;
        }
        for (int i = 0; i < lines.Count - 1; i++)
            stream.Lines.Enqueue(new HostLine(lines[i]));
        stream.Lines.Enqueue(new HostLine(lines[^1]) { Answered = answer => request.Accept(string.Join('\n', answer)), Abandoned = request.Refuse });
    }
}
