namespace Fleet.Agent.Streaming;

/// <summary>What a line-and-ok firmware asks of its host and of people: <c>//action:…</c>, dialogues, complaints that pile up.</summary>
sealed class HostActions(MarlinRuns runs, Desk desk)
{
    /// <summary>So many moves without filament in a minute are a print in the air.</summary>
    const int MostColdMoves = 20;

    readonly TimeSpan _coldWindow = TimeSpan.FromMinutes(1);
    long _coldSince;
    int _coldMoves;

    /// <summary>A line such as <c>//action:pause</c>; Repetier puts a blank behind the slashes.</summary>
    internal void Take(string line)
    {
        string action = line[(line.IndexOf("action:", StringComparison.Ordinal) + 7)..].Trim();
        string text = action.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? action[(blank + 1)..].Trim() : "";
        switch (action.Split(' ')[0])
        {
            case var _ when action.StartsWith("out_of_filament", StringComparison.Ordinal) || action.Contains("filament_runout", StringComparison.Ordinal):
                // "pause filament_runout 0" says it too.
                runs.PauseByMachine("The filament has run out. Load new filament, then resume.");
                break;
            case "pause" or "paused":
                runs.PauseByMachine("The printer paused by itself. See its screen, then resume.");
                break;
            case "resume" or "resumed":
                runs.ResumeByMachine();
                break;
            case "cancel":
                runs.CancelByMachine();
                break;
            case "prompt_begin":
                // A new dialogue replaces the old one.
                runs.Prompt = new Prompt(text);
                break;
            case "prompt_button" or "prompt_choice":
                runs.Prompt?.Buttons.Add(text);
                break;
            case "prompt_show" when runs.Prompt is { } prompt:
                Show(prompt);
                runs.WaitForPerson(prompt.Sentence);
                break;
            case "prompt_end":
                // Answered here or at the printer's own screen.
                runs.Prompt = null;
                Show(null);
                break;
        }
    }

    /// <summary><c>cold extrusion prevented</c>: the firmware moved without pushing filament.</summary>
    internal void TakeColdMove(long now)
    {
        if (_coldMoves == 0 || desk.Time.GetElapsedTime(_coldSince, now) > _coldWindow)
            (_coldSince, _coldMoves) = (now, 0);
        if (++_coldMoves <= MostColdMoves)
            return;
        _coldMoves = 0;
        runs.PauseByMachine("The nozzle is too cold and the printer moves without filament. Heat it (M104) and resume, or cancel the run.");
    }

    void Show(Prompt? prompt)
    {
        if (prompt != null || desk.Newest.Prompt != null)
            desk.Show(picture => picture with { Prompt = prompt?.Shown });
    }
}
