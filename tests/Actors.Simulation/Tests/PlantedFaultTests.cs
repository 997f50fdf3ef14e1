using Actors.TestKit.Simulation.Worlds;
using Xunit;

namespace Actors.Simulation.Tests;

/// <summary>A checker that finds nothing proves nothing: each deliberate mistake is found, by a checker that should find it.</summary>
public sealed class PlantedFaultTests
{
    private const int SeedsMax = 1000;

    [Fact]
    [Trait("Invariant", "I1")]
    public void A_journal_without_an_epoch_check_is_found_by_the_single_writer_checker() =>
        RequireFound(PlantedFault.NoEpochCheck, "I1");

    [Fact]
    [Trait("Invariant", "I2")]
    public void An_acknowledgement_before_the_commit_is_found_by_the_durability_checker() =>
        RequireFound(PlantedFault.AckBeforeCommit, "I2");

    [Fact]
    [Trait("Invariant", "I2")]
    public void A_floor_sent_too_early_is_found_by_the_durability_checker() =>
        RequireFound(PlantedFault.FloorTooEarly, "I2");

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_batch_appended_again_without_reading_the_heads_is_found_by_the_exactly_once_checker() =>
        RequireFound(PlantedFault.BlindRetry, "I3");

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_lost_answer_taken_for_a_failure_is_found_by_the_exactly_once_checker() =>
        RequireFound(PlantedFault.LostAnswerAsFailure, "I3");

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_stored_commit_taken_for_fenced_is_found_by_the_exactly_once_checker() =>
        RequireFound(PlantedFault.FencedTakenForCertain, "I3");

    [Fact]
    [Trait("Invariant", "I4")]
    public void Lane_commands_that_name_no_epoch_are_found_by_the_order_checker() =>
        RequireFound(PlantedFault.UnaddressedResend, "I4");

    [Fact]
    [Trait("Invariant", "I5")]
    public void An_entity_loaded_while_its_records_are_not_durable_is_found_by_the_replay_checker() =>
        RequireFound(PlantedFault.StaleLoad, "I5");

    [Fact]
    [Trait("Invariant", "I5")]
    public void A_snapshot_of_what_is_not_durable_is_found_by_the_replay_checker() =>
        RequireFound(PlantedFault.SpeculativeSnapshot, "I5");

    [Fact]
    [Trait("Invariant", "I6")]
    public void A_command_that_takes_effect_on_a_parked_entity_is_found_by_the_isolation_checker() =>
        RequireFound(PlantedFault.ForgottenParking, "I6");

    [Fact]
    [Trait("Invariant", "I7")]
    public void A_reply_that_is_sent_twice_is_found_by_the_bounds_checker() =>
        RequireFound(PlantedFault.DoubleReply, "I7");

    /// <summary>The first seed that fails may name another checker, since one mistake breaks many things; the right one must be among them.</summary>
    private static void RequireFound(PlantedFault fault, string invariant)
    {
        for (var seed = 1UL; seed <= SeedsMax; seed++)
        {
            if (Seeds.Run(seed, fault).Invariant == invariant)
            {
                return;
            }
        }

        Assert.Fail($"{fault} was not found by {invariant} within {SeedsMax} seeds");
    }
}
