using Fleet.Protocol;
using Google.Protobuf;

namespace Fleet.Tests.Protocol;

/// <summary>Bytes that agents in the field send and keep on disk. A test that fails here means: old agents will be misread.</summary>
public sealed class GoldenBytesTests
{
    const string RunEventHex = "0807108496A9B8A0341A05656E64657252130A02723110061802282A31000000000000F03F";

    [Fact]
    public void A_run_event_is_written_as_it_always_was()
    {
        var entry = new JournalEntry
        {
            Sequence = 7, AtUnixMs = 1_795_414_444_804, MachineId = "ender",
            RunEvent = new() { RunId = "r1", Kind = RunEventKind.Finished, Phase = Phase.Processing, Reason = "", Line = 42, Fraction = 1 },
        };
        Assert.Equal(RunEventHex, Convert.ToHexString(entry.ToByteArray()));
        Assert.Equal(entry, JournalEntry.Parser.ParseFrom(Convert.FromHexString(RunEventHex)));
    }

    [Fact]
    public void A_reading_that_is_missing_is_not_a_reading_of_zero()
    {
        var missing = new MeterReading { MeterId = "m", Phase = Phase.Standby };
        var zero = new MeterReading { MeterId = "m", Phase = Phase.Standby, CounterWh = 0 };
        Assert.False(MeterReading.Parser.ParseFrom(missing.ToByteArray()).HasCounterWh);
        Assert.True(MeterReading.Parser.ParseFrom(zero.ToByteArray()).HasCounterWh);
    }

    [Fact]
    public void A_newer_peers_unknown_field_and_word_are_carried_along()
    {
        // Field 999, and a condition 42 that this build has no name for.
        var newer = new MachinePresence { MachineId = "m", Condition = (MachineCondition)42 }.ToByteArray().Concat<byte>([0xB8, 0x3E, 0x05]).ToArray();
        var read = MachinePresence.Parser.ParseFrom(newer);
        Assert.Equal(42, (int)read.Condition);
        Assert.Equal(newer, read.ToByteArray());
    }

    [Fact]
    public void A_reading_of_a_meter_that_stands_for_itself_names_no_machine()
    {
        // MeterReading is field 11 of the entry; phase 6 to 8 came with the states of ISO 14955.
        const string Hex = "080910E807" + "5A17" + "0A016D" + "110000000000005940" + "21000000000000E03F" + "3007";
        var entry = new JournalEntry { Sequence = 9, AtUnixMs = 1000, MeterReading = new() { MeterId = "m", CounterWh = 100, ResolutionWh = 0.5, Phase = Phase.Off } };
        Assert.Equal(Hex, Convert.ToHexString(entry.ToByteArray()));
        Assert.Equal(entry, JournalEntry.Parser.ParseFrom(Convert.FromHexString(Hex)));
    }
}
