using System.Globalization;
using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>GRBL's numbers in words: what happened, and what the person can do.</summary>
static class GrblMeaning
{
    /// <param name="code">The number in <c>ALARM:n</c>, GRBL 1.1 and what grblHAL and FluidNC added.</param>
    internal static string OfAlarm(int code) => code switch
    {
        1 => "A limit switch was hit and the position is lost. Move the head free by hand, reset and home the machine.",
        2 => "The program would leave the machine's travel. Check the work zero and the program's size, then reset and unlock.",
        3 => "It was reset while moving and the position is lost. Home the machine.",
        4 => "The probe was already touching before the probing move. Free the probe, then unlock.",
        5 => "The probe found nothing within its travel. Check the probe's wire and the distance, then unlock.",
        6 => "Homing was broken off by a reset. Home the machine again.",
        7 => "Homing was broken off by the open door. Close it and home again.",
        8 => "Homing could not get off the switch. Check the switch and the pull-off distance ($27), then home again.",
        9 => "Homing found no switch. Check the switches and the search distance, then home again.",
        10 => "Homing found no second switch of a double axis, or the emergency stop is pressed. Check both, then home again.",
        11 or 14 => "The machine must be homed first. Home it.",
        13 => "A hard stop was asked for. Clear the cause, then home the machine.",
        _ => $"The controller reports alarm {code}. Look it up in its manual, clear the cause, then home or unlock.",
    };

    /// <param name="code">The number in <c>error:n</c>.</param>
    internal static string OfError(int code) => code switch
    {
        1 => "a word without a letter",
        2 => "a number that is missing or malformed",
        3 => "an unknown $ command",
        4 => "a negative value where only positive ones are allowed",
        5 => "homing is switched off ($22)",
        7 => "the controller's memory was bad and its defaults were restored",
        8 => "only allowed while the machine is idle",
        9 => "refused because the machine is locked by an alarm or jogging",
        10 => "soft limits need homing",
        11 => "the line is longer than the controller's line buffer",
        13 => "the safety door is open",
        15 => "the jog would leave the machine's travel",
        16 => "a jog with words that a jog may not have",
        17 => "laser mode needs a spindle output with PWM",
        20 => "a command that this controller does not have",
        21 => "two commands of the same kind in one line",
        22 => "no feed rate is set",
        23 => "a command that needs a whole number",
        24 => "two commands that both want the axis words",
        25 => "the same word twice",
        26 => "axis words are missing",
        27 => "a line number above 9 999 999",
        28 => "a value word is missing",
        29 => "a coordinate system that this controller does not have",
        30 => "G53 without G0 or G1",
        31 => "axis words that nothing uses",
        32 => "an arc without an axis word in its plane",
        33 => "an arc or probing target that cannot be",
        34 => "an arc whose radius cannot be",
        35 => "an arc without I, J or K in its plane",
        36 => "words that nothing uses",
        37 => "G43.1 on an axis without tool length",
        38 => "a tool number that is too high",
        40 => "refused because a tool change is waiting",
        _ => $"error {code} of the controller's manual",
    };

    /// <param name="line"><c>[PRB:x,y,z:1]</c>; more axes may follow.</param>
    /// <returns>Null for a torn report.</returns>
    internal static ProbeContact? ProbeOf(string line)
    {
        if (line.Trim('[', ']').Split(':') is not [_, var place, var touched])
            return null;
        var mm = new double[3];
        string[] axes = place.Split(',');
        for (int i = 0; i < mm.Length; i++)
            if (axes.Length < mm.Length || !double.TryParse(axes[i], NumberStyles.Float, CultureInfo.InvariantCulture, out mm[i]))
                return null;
        return new ProbeContact(mm[0], mm[1], mm[2], touched == "1");
    }

    /// <summary>What a controller's state means between runs, and what a person can do about it.</summary>
    internal static (DriverState State, string Reason) OfStanding(GrblState state) => state switch
    {
        GrblState.Alarm => (DriverState.Fault, "The controller is locked. Home the machine, or send $X if you are sure of its position."),
        GrblState.Door => (DriverState.NeedsPerson, "The door is open. Close it, then resume."),
        GrblState.Held or GrblState.Holding => (DriverState.NeedsPerson, "The machine is held. Resume it, or stop it."),
        GrblState.Sleep => (DriverState.Fault, "The controller is asleep. Stop it to wake it, then home the machine."),
        GrblState.Check => (DriverState.NeedsPerson, "The controller is in check mode and would not move. Send $C to leave it."),
        GrblState.Tool => (DriverState.NeedsPerson, "The controller waits for a tool change. Change it, then resume."),
        _ => (DriverState.Idle, ""),
    };

    /// <summary>Why a run stands still by itself; empty while it does not.</summary>
    internal static string OfWait(GrblState state) => state switch
    {
        GrblState.Door => "The door was opened. Close it, then resume.",
        GrblState.Held => "The program or somebody at the machine stopped it (M0 or feed hold). Do what it asks for, then resume.",
        GrblState.Tool => "The controller waits for a tool change. Change the tool, then resume.",
        _ => "",
    };
}
