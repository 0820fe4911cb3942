using Fleet.Core.Jobs;
using Fleet.Core.Machines;
using Fleet.Core.Scheduling;
using Fleet.Tests.Story;

namespace Fleet.Tests.Scheduling;

public sealed class CopyWishTests
{
    static readonly Profile Printer = ProfileOf("prusa-mk3s"), Laser = ProfileOf("k40-laser-grbl");

    [Fact]
    public void Without_a_wish_nothing_speaks_against_a_machine() => Assert.Empty(CopyWish.None.Judge(Offer("p"), "PLA"));

    [Fact]
    public void The_first_copy_decides_on_which_machine_all_are_made()
    {
        var wish = new CopyWish(KeepTogether.Machine, null, []);
        Assert.Empty(wish.Judge(Offer("p"), null));
        wish = wish with { Made = [Made("p")] };
        Assert.Empty(wish.Judge(Offer("p"), null));
        Assert.Equal("All copies are wished from one machine, and P has made the last one.", Assert.Single(wish.Judge(Offer("q"), null)).Sentence);
    }

    [Fact]
    public void Nobody_waits_for_a_machine_that_is_away() =>
        Assert.Empty(new CopyWish(KeepTogether.Machine, null, [Made("p") with { MachineIsAway = true }]).Judge(Offer("q"), null));

    [Fact]
    public void One_spool_may_be_carried_to_another_machine()
    {
        var wish = new CopyWish(KeepTogether.Lot, null, [Made("p", "s-1")]);
        Assert.Empty(wish.Judge(Offer("q", Loaded("s-1")), null));
        Assert.Contains("Load s-1 on Q", Assert.Single(wish.Judge(Offer("q", Loaded("s-2")), null)).Remedy, StringComparison.Ordinal);
        Assert.Contains("is used up", Assert.Single((wish with { Made = [Made("p", "s-1") with { LotIsEmpty = true }] }).Judge(Offer("q", Loaded("s-2")), null)).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("black", "PLA", true)]
    [InlineData("BLACK ", "pla", true)]
    [InlineData("white", "PLA", false)]
    [InlineData("black", "PETG", false)]
    public void A_colour_must_be_loaded_in_the_material_that_the_program_wants(string colour, string material, bool fits) =>
        Assert.Equal(fits, !new CopyWish(KeepTogether.Free, "Black", []).Judge(Offer("p", Loaded("s", material, colour)), "PLA").Any());

    [Fact]
    public void A_colour_is_not_guessed_where_nobody_recorded_what_is_loaded() =>
        Assert.Contains("Nobody recorded what is loaded on P", Assert.Single(new CopyWish(KeepTogether.Free, "black", []).Judge(Offer("p"), "PLA")).Sentence, StringComparison.Ordinal);

    [Fact]
    public void One_colour_for_all_copies_is_the_first_ones()
    {
        var wish = new CopyWish(KeepTogether.Free, CopyWish.Same, []);
        Assert.Empty(wish.Judge(Offer("p", Loaded("s", "PLA", "green")), "PLA"));
        wish = wish with { Made = [Made("p", "s") with { Colour = "green" }] };
        Assert.Empty(wish.Judge(Offer("q", Loaded("t", "PLA", "Green")), "PLA"));
        Assert.Contains("green is wished", Assert.Single(wish.Judge(Offer("q", Loaded("t", "PLA", "red")), "PLA")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_laser_has_no_colours()
    {
        var laser = new MachineOffer("l", "L", null, Laser, MachineState.Ready, "", []);
        Assert.Empty(new CopyWish(KeepTogether.Lot, "black", [Made("p", "s")]).Judge(laser, null));
    }

    static MadeCopy Made(string machineId, string? lotId = null) => new(machineId, machineId.ToUpperInvariant(), false, lotId, lotId ?? "", false, "");

    static LoadedMaterial Loaded(string lotId, string material = "PLA", string colour = "") => new(lotId, 0, material, colour, 500);

    static MachineOffer Offer(string id, params LoadedMaterial[] loaded) => new(id, id.ToUpperInvariant(), null, Printer, MachineState.Ready, "", loaded);

    static Profile ProfileOf(string id) => ProfileReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "machines", $"{id}.yaml")), $"{id}.yaml").Profile!;
}
