using Fleet.Core.Jobs;

namespace Fleet.Tests.Jobs;

public sealed class JobTallyTests
{
    [Fact]
    public void A_new_job_waits_with_all_its_copies()
    {
        var tally = JobTally.Of(3, []);
        Assert.Equal((JobState.Queued, 3), (tally.State, tally.ToStart));
    }

    [Fact]
    public void A_running_copy_is_not_started_again()
    {
        var tally = JobTally.Of(2, [Run("a", 1, RunState.Running)]);
        Assert.Equal((JobState.Running, 1), (tally.State, tally.ToStart));
    }

    [Fact]
    public void A_finished_copy_waits_for_a_word_and_holds_nothing_up()
    {
        var tally = JobTally.Of(1, [Run("a", 1, RunState.Finished)]);
        Assert.Equal((JobState.Waiting, 0), (tally.State, tally.ToStart));
    }

    [Fact]
    public void A_good_copy_ends_the_job() =>
        Assert.Equal(JobState.Done, JobTally.Of(1, [Run("a", 1, RunState.Finished, Outcome.Good)]).State);

    [Fact]
    public void A_bad_copy_is_made_again_and_names_its_attempt()
    {
        var tally = JobTally.Of(1, [Run("a", 1, RunState.Finished, Outcome.Bad)]);
        Assert.Equal((JobState.Queued, 1), (tally.State, tally.ToStart));
        Assert.Equal("a", Assert.Single(tally.ToRetry).RunId);
    }

    [Theory]
    [InlineData(RunState.Failed)]
    [InlineData(RunState.Interrupted)]
    public void A_run_that_did_not_come_through_is_tried_again(RunState state) =>
        Assert.Equal(1, JobTally.Of(1, [Run("a", 1, state)]).ToStart);

    [Fact]
    public void A_retried_run_is_not_retried_twice()
    {
        var tally = JobTally.Of(1, [Run("a", 1, RunState.Failed), Run("b", 1, RunState.Running, attempt: 2, retryOf: "a")]);
        Assert.Empty(tally.ToRetry);
        Assert.Equal(0, tally.ToStart);
    }

    [Fact]
    public void After_three_attempts_a_person_decides()
    {
        var tally = JobTally.Of(1,
        [
            Run("a", 1, RunState.Failed), Run("b", 1, RunState.Failed, attempt: 2, retryOf: "a"), Run("c", 1, RunState.Interrupted, attempt: 3, retryOf: "b"),
        ]);
        Assert.Equal((JobState.Held, 0), (tally.State, tally.ToStart));
    }

    [Fact]
    public void A_cancelled_copy_is_given_up_and_the_others_go_on()
    {
        var tally = JobTally.Of(2, [Run("a", 1, RunState.Cancelled)]);
        Assert.Equal((JobState.Queued, 1), (tally.State, tally.ToStart));
    }

    [Fact]
    public void A_job_of_which_every_copy_was_cancelled_is_cancelled() =>
        Assert.Equal(JobState.Cancelled, JobTally.Of(1, [Run("a", 1, RunState.Cancelled)]).State);

    [Fact]
    public void An_interrupted_part_that_somebody_calls_good_counts()
    {
        var tally = JobTally.Of(1, [Run("a", 1, RunState.Interrupted, Outcome.Good)]);
        Assert.Equal((JobState.Done, 0), (tally.State, tally.ToStart));
    }

    static RunAttempt Run(string id, int copy, RunState state, Outcome? outcome = null, int attempt = 1, string? retryOf = null) =>
        new(id, copy, attempt, retryOf, state, outcome);
}
