using System.Diagnostics;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Connections;

/// <summary>Asks where a partition begins and ends.</summary>
internal static class Watermarks
{
    private const int AgreeingAnswers = 3;

    /// <summary>
    /// Asks the brokers. The client puts two questions at once, and when one of them is refused it can tell the answer to the other for both
    /// (librdkafka 2.0): a partition full of records then looks empty, and they would be passed over. So what looks empty is asked again.
    /// </summary>
    /// <param name="consumer">Asks.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="within">How long all the answers may take together.</param>
    /// <exception cref="KafkaException">The brokers do not answer in time, or refuse it.</exception>
    public static WatermarkOffsets Ask<TKey, TValue>(IConsumer<TKey, TValue> consumer, TopicPartition partition, TimeSpan within)
    {
        var started = Stopwatch.GetTimestamp();
        var held = consumer.QueryWatermarkOffsets(partition, within);
        for (var agreeing = 1; held.Low == held.High && agreeing < AgreeingAnswers;)
        {
            var left = within - Stopwatch.GetElapsedTime(started);
            var again = consumer.QueryWatermarkOffsets(partition, left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1));
            agreeing = again.Low == held.Low && again.High == held.High ? agreeing + 1 : 1;
            held = again;
        }

        return held;
    }
}
