using Fleet.Silo.Cluster;
using Fleet.Silo.Desk;
using Fleet.Silo.Desk.Views;
using Orleans.Concurrency;

namespace Fleet.Silo.Grains;

/// <summary>One plan and its queue: of a workshop and of those that plan with it. Key: the id of the workshop that keeps it; see <see cref="Planning.Plans"/>.</summary>
[Alias("fleet.workshop")]
public interface IWorkshopGrain : IGrainWithStringKey
{
    /// <summary>Something changed that may let a job start: plan soon. Many kicks become one plan.</summary>
    [Alias("kick"), OneWay, AlwaysInterleave]
    Task Kick();

    /// <summary>Plans now and waits for it.</summary>
    [Alias("plan")]
    Task Plan();

    /// <summary>A machine is about to be started by hand: takes its share of the circuits. Null when there is room, else why not.</summary>
    [Alias("askPower"), Repeatable]
    Task<string?> AskPower(string machineId);

    /// <summary>Begins a job's next copy on a machine now, if every start condition is met.</summary>
    [Alias("startByHand")]
    Task<StartAnswer> StartByHand(HandStart start);

    /// <summary>The published plan.</summary>
    [Alias("look")]
    Task<PlanView> Look();

    /// <summary>Why a job is planned where it is; null when none of its copies waits.</summary>
    [Alias("why")]
    Task<JobPlanView?> Why(string jobId);

    /// <summary>What would be; null when the question names something that is not there. Nothing changes.</summary>
    [Alias("ask")]
    Task<PlanPreviewView?> Ask(PlanQuestion question);
}
